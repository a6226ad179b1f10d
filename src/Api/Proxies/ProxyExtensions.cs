using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;

namespace TenantLLM.Api.Proxies;

/// <summary>Finds a client's address behind proxies.</summary>
internal static class ProxyExtensions
{
    public static void AddTrustedProxies(this IServiceCollection services)
    {
        services.AddOptions<ProxyOptions>().BindConfiguration(ApiOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<ForwardedHeadersOptions>().Configure<IOptions<ProxyOptions>>((forwarded, proxies) =>
        {
            forwarded.ForwardedHeaders = ForwardedHeaders.XForwardedFor;

            // From the last proxy back to the first address that is none.
            forwarded.ForwardLimit = null;
            forwarded.KnownProxies.Clear();
            forwarded.KnownIPNetworks.Clear();
            foreach (var network in proxies.Value.Networks)
                forwarded.KnownIPNetworks.Add(network);
        });
    }

    public static void UseTrustedProxies(this WebApplication app)
    {
        // With no proxy known, the middleware would believe everybody.
        if (app.Services.GetRequiredService<IOptions<ProxyOptions>>().Value.TrustedProxies.Count > 0)
            app.UseForwardedHeaders();
    }
}
