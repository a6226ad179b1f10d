using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using TenantLLM.Api;
using TenantLLM.ServiceDefaults;
using TenantLLM.Silo;
using TenantLLM.TestKit;
using Xunit;

namespace TenantLLM.Unit.Startup;

/// <summary>Every setting that can be wrong keeps a process from starting, which says the key, the value and what it must be.</summary>
public sealed class WrongConfigurationTests
{
    [Theory]
    [InlineData("Api:Organization", "", "must be a name, such as 'tenantllm'.")]
    [InlineData("Api:MaxRequestBodyBytes", "1", "must be 1024 to 1073741824. It is '1'.")]
    [InlineData("Api:KeepAlive", "00:00:00", "must be 10 ms to one hour. It is '00:00:00'.")]
    [InlineData("Api:KeepAlive", "soon", "is 'soon': it must be a time, such as '00:00:30'.")]
    [InlineData("Api:SiloSilence", "00:00:01", "must be two seconds to one hour. It is '00:00:01'.")]
    [InlineData("Api:ClientLag", "1", "must be 16 to 1000000. It is '1'.")]
    [InlineData("Authentication:FailuresPerMinute", "-1", "must be 0 to 1000000. It is '-1'.")]
    [InlineData("Usage:Currency", "euros", "must be a lower-case ISO 4217 code, such as 'usd'. It is 'euros'.")]
    [InlineData("Authentication:Jwt:ProjectClaim", "", "must name a claim, such as 'project'.")]
    [InlineData("Authentication:Jwt:UserClaim", "", "must name a claim, such as 'sub'.")]
    [InlineData("Authentication:Jwt:RoleClaim", "", "must name a claim, such as 'roles'.")]
    [InlineData("Authentication:Jwt:AdminRole", "", "must name a role, such as 'tenantllm-admin'.")]
    [InlineData("Authentication:Jwt:ClockSkew", "01:00:00", "must be 0 to 5 minutes. It is '01:00:00'.")]
    [InlineData("Authentication:Jwt:RequireHttps", "perhaps", "is 'perhaps': it must be 'true' or 'false'.")]
    [InlineData("Storage:Provider", "Oracle", "must be 'Sqlite' or 'PostgreSql'. It is 'Oracle'.")]
    [InlineData("Storage:Path", "", "must name a file, such as 'data/tenantllm.db'.")]
    [InlineData("Storage:Timeout", "00:00:00", "must be 1 second to 5 minutes. It is '00:00:00'.")]
    [InlineData("Scheduler:QueueLimit", "0", "must be 1 to 1000000. It is '0'.")]
    [InlineData("Scheduler:QueueTimeout", "00:00:00", "must be 00:00:01 to 1.00:00:00. It is '00:00:00'.")]
    [InlineData("Scheduler:RequestTimeout", "2.00:00:00", "must be 00:00:01 to 1.00:00:00. It is '2.00:00:00'.")]
    [InlineData("Scheduler:StallTimeout", "00:00:00", "must be 00:00:01 to 1.00:00:00. It is '00:00:00'.")]
    [InlineData("Scheduler:StepTokens", "0", "must be 1 to 65536. It is '0'.")]
    [InlineData("Scheduler:PrefillChunk", "0", "must be 1 to 65536. It is '0'.")]
    [InlineData("Scheduler:ExpressPlaces", "-1", "must be 0 to 1024. It is '-1'.")]
    [InlineData("Scheduler:InputWeight", "-1", "must be 0 to 1000. It is '-1'.")]
    [InlineData("Scheduler:OutputWeight", "0", "must be 0.001 to 1000. It is '0'.")]
    [InlineData("Scheduler:OutputWeight", "heavy", "is 'heavy': it must be a number.")]
    [InlineData("Scheduler:ReaderLag", "1", "must be 16 to 1000000. It is '1'.")]
    [InlineData("Scheduler:Weights:proj_a", "0", "is 0; it must be 0.001 to 1000.")]
    [InlineData("Cluster:Id", "", "must be a name, such as 'tenantllm'.")]
    [InlineData("Cluster:SiloPort", "0", "must be 1 to 65535. It is '0'.")]
    [InlineData("Cluster:GatewayPort", "70000", "must be 1 to 65535. It is '70000'.")]
    [InlineData("Cluster:DrainTimeout", "02:00:00", "must be 00:00:00 to 01:00:00. It is '02:00:00'.")]
    [InlineData("Operator:Urls", "localhost", "is 'localhost', which is no address: it must be like 'http://127.0.0.1:9464'")]
    [InlineData("Dashboard:Enabled", "maybe", "is 'maybe': it must be 'true' or 'false'.")]
    [InlineData("Retention:Responses", "-1", "must be 0 to 36500 days, such as '30.00:00:00'. It is '-1'.")]
    [InlineData("Retention:Conversations", "-1", "must be 0 to 36500 days, such as '30.00:00:00'. It is '-1'.")]
    [InlineData("Retention:ChatCompletions", "-1", "must be 0 to 36500 days, such as '30.00:00:00'. It is '-1'.")]
    [InlineData("Retention:Interval", "00:00:00", "must be 100 ms to one day. It is '00:00:00'.")]
    [InlineData("Limits:DefaultOutputTokens", "0", "must be 1 to 1000000, such as 1024. It is '0'.")]
    [InlineData("Limits:ReservationLifetime", "00:00:00", "must be one second to one day. It is '00:00:00'.")]
    [InlineData("Limits:LeaseFrom", "-1", "must be 0 to 1000000 requests a second; 0: no leases. It is '-1'.")]
    [InlineData("Limits:LeaseLifetime", "00:01:00", "must be half a second to 30 seconds. It is '00:01:00'.")]
    public void Setting_ThatIsWrong_IsRefusedByKeyValueAndFix(string key, string value, string fix) => Assert.Equal($"{key} {fix}", Refusal((key, value))[..(key.Length + 1 + fix.Length)]);

    [Theory]
    [InlineData("Limits:Project:RequestsPerMinute", "Limits:<Project or Key>:RequestsPerMinute must be 1 or more, or not set.")]
    [InlineData("Limits:Key:RequestsPerDay", "Limits:<Project or Key>:RequestsPerDay must be 1 or more, or not set.")]
    [InlineData("Limits:Project:TokensPerMinute", "Limits:<Project or Key>:TokensPerMinute must be 1 or more, or not set.")]
    [InlineData("Limits:Key:ConcurrentRequests", "Limits:<Project or Key>:ConcurrentRequests must be 1 or more, or not set.")]
    [InlineData("Models:0:Parallel", "Models:<n>:Parallel must be 1 to 1024.")]
    [InlineData("Models:0:UnloadAfter", "Models:<n>:UnloadAfter must be one second to 365 days.")]
    public void Setting_OfOneOfSeveral_IsNamedWithItsValue(string key, string fix)
    {
        var value = key.EndsWith("After", StringComparison.Ordinal) ? "00:00:00" : "0";
        Assert.Equal($"{fix} {key} is '{value}'.", Refusal((key, value)));
    }

    [Theory]
    [InlineData("Models:0:Contxt", "1", "Models:0:Contxt is no setting of a model.")]
    [InlineData("Models:0:Context", "-1", "Models:<n>:Context must be 0 (as many as the model was made for) to 1048576. Models:0:Context is '-1'.")]
    [InlineData("Models:0:Owner", "", "Models:<n>:Owner must be a name, such as 'tenantllm'.")]
    [InlineData("Models:0:Url", "http://localhost:1/v1", "Models:0:Path and Models:0:Url are both set")]
    [InlineData("ModelDefaults:Id", "x", "ModelDefaults has an Id, a Path or a Url")]
    [InlineData("ModelDirectory", "nowhere", "ModelDirectory: there is no folder 'nowhere'")]
    [InlineData("Projects:0:Name", "", "Projects:<n>:Name must name the project, such as 'search-team'.")]
    [InlineData("Api:TrustedProxies:0", "here", "Api:TrustedProxies has 'here': it must be an address or a network")]
    [InlineData("Authentication:Jwt:Authority", "provider", "Authentication:Jwt:Authority is 'provider': it must be the provider's address.")]
    [InlineData("Authentication:Jwt:Authority", "http://provider", "Authentication:Jwt:Authority is 'http://provider': it must begin with https://")]
    [InlineData("Authentication:Jwt:Authority", "https://provider", "Authentication:Jwt:Audience must be set")]
    [InlineData("Budgets:AlertAt:0", "2000", "Budgets:AlertAt must be percents from 1 to 1000, such as 80. It is '2000'.")]
    [InlineData("Budgets:WebhookUrl", "there", "Budgets:WebhookUrl must be an address such as 'https://example.com/alerts'. It is 'there'.")]
    [InlineData("Storage:Provider", "PostgreSql", "Storage:ConnectionString must name a PostgreSQL server")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "collector:4317", "OTEL_EXPORTER_OTLP_ENDPOINT is 'collector:4317': it must be a collector's address")]
    public void Setting_ThatFitsNoOther_IsRefused(string key, string value, string fault) =>
        Assert.StartsWith(fault, Refusal((key, value)), StringComparison.Ordinal);

    [Theory]
    [InlineData("Administration:Key", "Administration:Key is no admin key")]
    [InlineData("Models:0:ApiKey", "Models:0:ApiKey must be the server's key without spaces")]
    [InlineData("Budgets:WebhookSecret", "Budgets:WebhookSecret must be 'whsec_'")]
    [InlineData("Storage:ConnectionString", "Storage:ConnectionString must name a PostgreSQL server")]
    [InlineData("Cluster:Redis", "Cluster:Redis must name a server", "localhost,password=told to nobody,abortConnect=perhaps")]
    public void Secret_ThatIsWrong_IsRefusedWithoutItsValue(string key, string fault, string secret = ",is wrong and told to nobody")
    {
        var refusal = Refusal((key, secret), ("Budgets:WebhookUrl", "https://example.com"), ("Storage:Provider", "PostgreSql"));
        Assert.Contains(fault, refusal, StringComparison.Ordinal);
        Assert.DoesNotContain("told to nobody", refusal, StringComparison.Ordinal);
    }

    /// <summary>What a process says that was started so.</summary>
    private static string Refusal(params (string Key, string Value)[] settings)
    {
        IConfiguration? configuration = null;
        var exception = Record.Exception(() =>
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.Configuration.AddInMemoryCollection(settings
                .Prepend(("Models:0:Path", Workspace.InRepository("models", "demo", "demo.gguf")))
                .ToDictionary(setting => setting.Item1, setting => (string?)setting.Item2));
            configuration = builder.Configuration;
            builder.AddServiceDefaults("test");
            builder.AddTenantLlmSilo();
            builder.AddTenantLlmApi();
            using var host = builder.Build() as IDisposable;
            ((WebApplication)host!).Services.GetRequiredService<IStartupValidator>().Validate();
        });
        Assert.True(exception is not null, $"{settings[0].Key}={settings[0].Value} was accepted.");
        return ConfigurationFaults.Explain(exception, configuration);
    }
}
