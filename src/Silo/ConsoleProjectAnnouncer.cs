using TenantLLM.Grains.Abstractions.Tenants;
using TenantLLM.Grains.Tenants;

namespace TenantLLM.Silo;

/// <summary>Prints keys to standard output, past the log: a key must never be in one.</summary>
internal sealed class ConsoleProjectAnnouncer : IProjectAnnouncer
{
    public void Created(Project project, string secret) =>
        Console.Out.WriteLine($"Project '{project.Name}' ({project.Id}) was created. Its API key, shown this once: {secret}");

    public void Existing(Project project, IReadOnlyList<string> lastFour) => Console.Out.WriteLine(
        $"Project '{project.Name}' ({project.Id}) has the API keys {string.Join(", ", lastFour.Select(digits => $"sk-…{digits}"))}");

    public void AdminKeyCreated(string secret) =>
        Console.Out.WriteLine($"An admin key for /v1/organization was created, shown this once: {secret}");
}
