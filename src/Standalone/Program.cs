using TenantLLM.Api;
using TenantLLM.ServiceDefaults;
using TenantLLM.Silo;
using TenantLLM.Standalone;

return await Startup.RunOrExplainAsync(() =>
{
    var builder = WebApplication.CreateBuilder(args);
    builder.AddStandaloneDefaults();
    builder.AddServiceDefaults("tenantllm");
    builder.AddTenantLlmSilo();
    builder.AddTenantLlmApi();

    var app = builder.Build();
    app.MapTenantLlmApi();
    return app;
});
