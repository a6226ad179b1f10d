using TenantLLM.Bench.Reports;
using TenantLLM.Bench.Servers;

namespace TenantLLM.Bench.Engine;

/// <summary>One model under measurement: what the scenarios of servers share.</summary>
internal sealed record ServerRun
{
    public required ServerSetup Setup { get; init; }

    public required ServedModels Servers { get; init; }

    public required LlamaCpp? Llama { get; init; }

    public required TemporaryFolder Folder { get; init; }

    public required BenchOptions Options { get; init; }

    public required TextWriter Output { get; init; }

    public Prompts Prompts { get; } = new();

    /// <summary>Written once all scenarios ran.</summary>
    public Ratios Ratios => field ??= new Ratios(Title("ours ÷ llama-server, or as named"));

    /// <summary>Starts the title of a table.</summary>
    public string Title(string scenario) => $"{Setup.Model.Name}, {Setup.Compute}: {scenario}";
}
