using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using TenantLLM.Grains.Abstractions.Models;
using TenantLLM.Grains.Abstractions.Tenants;
using TenantLLM.Grains.Tenants;

namespace TenantLLM.Standalone;

/// <summary>Greets whoever started the process with a request to paste, once the server listens. It writes to standard output,
/// past the log: a key must never be in one.</summary>
internal sealed class WelcomeAnnouncer(IServer server, IGrainFactory grains, IHostApplicationLifetime lifetime) : IProjectAnnouncer
{
    public void Created(Project project, string secret) => WhenListening((url, model) => $$"""

        Project '{{project.Name}}' was created. Its API key, shown this once:

          {{secret}}

        Try it:

          curl -N {{url}}/v1/chat/completions \
            -H "Authorization: Bearer {{secret}}" \
            -H "Content-Type: application/json" \
            -d '{"model":"{{model}}","stream":true,"messages":[{"role":"user","content":"Count to 3."}]}'

        """);

    public void Existing(Project project, IReadOnlyList<string> lastFour) => WhenListening((url, model) =>
        $"Serving '{model}' at {url}/v1. Project '{project.Name}' has {lastFour.Count} API key(s): "
        + string.Join(", ", lastFour.Select(digits => $"sk-…{digits}")));

    public void AdminKeyCreated(string secret) =>
        WhenListening((url, _) => $"An admin key for {url}/v1/organization was created, shown this once: {secret}");

    private void WhenListening(Func<string, string, string> message) => lifetime.ApplicationStarted.Register(() => _ = PrintAsync(message));

    private async Task PrintAsync(Func<string, string, string> message)
    {
        var models = await grains.GetGrain<IModelCatalogueGrain>(IModelCatalogueGrain.Key).ListAsync();
        var url = server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? "http://localhost:8080";
        await Console.Out.WriteLineAsync(message(url, models.FirstOrDefault()?.Id ?? "demo"));
    }
}
