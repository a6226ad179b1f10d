using TenantLLM.Api;
using TenantLLM.ServiceDefaults;
using TenantLLM.ServiceDefaults.Clustering;
using TenantLLM.ServiceDefaults.Dashboards;

return await Startup.RunOrExplainAsync(() =>
{
    var builder = WebApplication.CreateSlimBuilder(args);
    builder.AddServiceDefaults("tenantllm-api");
    builder.AddTenantLlmApi();
    var cluster = builder.AddClusterOptions();
    builder.UseOrleansClient(client => client.UseConfiguredCluster(cluster).AddActivityPropagation().AddConfiguredDashboard());

    var app = builder.Build();
    app.MapTenantLlmApi();
    return app;
});
