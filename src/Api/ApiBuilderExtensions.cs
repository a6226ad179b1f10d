using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using TenantLLM.Api.Authentication;
using TenantLLM.Api.Endpoints.Admin;
using TenantLLM.Api.Endpoints.Admin.Usage;
using TenantLLM.Api.Endpoints.Chat;
using TenantLLM.Api.Endpoints.Chat.Stored;
using TenantLLM.Api.Endpoints.Completions;
using TenantLLM.Api.Endpoints.Conversations;
using TenantLLM.Api.Endpoints.Embeddings;
using TenantLLM.Api.Endpoints.Models;
using TenantLLM.Api.Endpoints.Responses;
using TenantLLM.Api.Errors;
using TenantLLM.Api.Headers;
using TenantLLM.Api.Health;
using TenantLLM.Api.Isolation;
using TenantLLM.Api.Leases;
using TenantLLM.Api.Proxies;
using TenantLLM.Api.Requests;
using TenantLLM.Api.Sessions;
using TenantLLM.Api.Telemetry;
using TenantLLM.ServiceDefaults.Dashboards;
using TenantLLM.ServiceDefaults.Health;

namespace TenantLLM.Api;

public static class ApiBuilderExtensions
{
    /// <summary>Adds the HTTP side. The cluster client comes from the caller: beside a silo, or over the network.</summary>
    public static WebApplicationBuilder AddTenantLlmApi(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.TryAddSingleton(TimeProvider.System);
        services.AddOptions<ApiOptions>().BindConfiguration(ApiOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<TenantGrains>();
        services.AddHealthChecks().AddCheck<SilosHealthCheck>(SilosHealthCheck.Name, timeout: SilosHealthCheck.Patience);
        services.AddTrustedProxies();
        services.AddSingleton<ApiKeyDirectory>();
        services.AddSingleton<ArchivedProjects>();
        services.AddOptions<FailureOptions>().BindConfiguration(FailureOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<FailureLimits>();
        services.AddSingleton<TenantAdmission>();
        services.AddSingleton<TenantLeases>();
        services.AddHostedService(provider => provider.GetRequiredService<TenantLeases>());
        services.AddSingleton<ApiMetrics>();
        services.AddSingleton<RequestLog>();
        services.AddSingleton<EventStream>();
        services.AddSingleton<AnswerSource>();
        services.AddSingleton<ChatAnswers>();
        services.AddSingleton<CompletionAnswers>();
        services.AddSingleton<ResponseTurns>();
        services.AddSingleton<ResponseAnswers>();
        services.AddSingleton<ResponseCreation>();
        services.AddSingleton<UsageReports>();
        services.AddOptions<UsageOptions>().BindConfiguration(UsageOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddBearerSchemes();
        services.AddAccess();
        services.AddOptions<Microsoft.AspNetCore.Server.Kestrel.Core.KestrelServerOptions>()
            .Configure<IOptions<ApiOptions>>((kestrel, api) =>
            {
                kestrel.AddServerHeader = false;
                kestrel.Limits.MaxRequestBodySize = api.Value.MaxRequestBodyBytes;
            });
        return builder;
    }

    /// <summary>Maps every route.</summary>
    public static WebApplication MapTenantLlmApi(this WebApplication app)
    {
        app.UseTrustedProxies();
        app.UseMiddleware<ResponseHeadersMiddleware>();
        app.UseMiddleware<RequestTelemetryMiddleware>();
        app.UseMiddleware<ErrorMiddleware>();
        app.UseRouting();
        app.UseMiddleware<FailureLimitMiddleware>();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseMiddleware<ScopeMiddleware>();
        app.UseMiddleware<TenantContextMiddleware>();

        var v1 = app.MapGroup("/v1").RequireAuthorization();
        v1.Resource("model").MapModels();
        v1.Resource("chat.completions").MapChatCompletions();
        v1.Resource("chat.completions").MapStoredCompletions();
        v1.Resource("completions").MapCompletions();
        v1.Resource("embeddings").MapEmbeddings();
        v1.Resource("responses").MapResponses();
        v1.Resource("conversations").MapConversations();
        app.MapAdministration();
        app.MapConfiguredDashboard(AdminCaller.Policy);
        app.MapHealth();
        return app;
    }

    /// <summary>Routes that keys with the resource's scopes may call.</summary>
    private static RouteGroupBuilder Resource(this RouteGroupBuilder routes, string name) =>
        routes.MapGroup("").WithMetadata(EndpointScopes.Of(name));
}
