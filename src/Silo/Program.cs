using Microsoft.Extensions.Hosting;
using TenantLLM.ServiceDefaults;
using TenantLLM.Silo;

var builder = Host.CreateApplicationBuilder(args);
builder.AddServiceDefaults("tenantllm-silo");
builder.AddTenantLlmSilo();

using var host = builder.Build();
return await host.RunOrExplainAsync();
