using TenantLLM.Api;
using TenantLLM.ServiceDefaults;
using TenantLLM.Silo;
using TenantLLM.Standalone;

var builder = WebApplication.CreateBuilder(args);
builder.AddStandaloneDefaults();
builder.AddServiceDefaults("tenantllm");
builder.AddTenantLlmSilo();
builder.AddTenantLlmApi();

var app = builder.Build();
app.MapTenantLlmApi();
return await app.RunOrExplainAsync();
