using Microsoft.Extensions.Hosting;
using TenantLLM.ServiceDefaults;
using TenantLLM.Silo;

var builder = Host.CreateApplicationBuilder(args);
builder.AddServiceDefaults("tenantllm-silo");
builder.AddTenantLlmSilo();

return await builder.Build().RunOrExplainAsync();
