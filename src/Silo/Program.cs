using Microsoft.Extensions.Hosting;
using TenantLLM.ServiceDefaults;
using TenantLLM.Silo;

return await Startup.RunOrExplainAsync(() =>
{
    var builder = Host.CreateApplicationBuilder(args);
    builder.AddServiceDefaults("tenantllm-silo");
    builder.AddTenantLlmSilo();
    return builder.Build();
});
