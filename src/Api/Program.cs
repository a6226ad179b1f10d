using TenantLLM.Api;
using TenantLLM.ServiceDefaults;

return await Startup.RunOrExplainAsync(() =>
{
    var builder = WebApplication.CreateSlimBuilder(args);
    builder.AddServiceDefaults("tenantllm-api");
    builder.AddTenantLlmApi();
    builder.UseOrleansClient(client => client.UseConfiguredCluster(builder.Configuration).AddActivityPropagation());

    var app = builder.Build();
    app.MapTenantLlmApi();
    return app;
});
