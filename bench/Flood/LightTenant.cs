using System.Diagnostics;
using TenantLLM.Bench.Engine;

namespace TenantLLM.Bench.Flood;

/// <summary>Sends one short request at a time.</summary>
internal sealed class LightTenant(IServedModel server, ServerRun run, int tokens)
{
    /// <summary>No request is begun after this: behind a flood one may take half a minute.</summary>
    private TimeSpan Patience { get; } = TimeSpan.FromSeconds(run.Options.IsQuick ? 10 : 60);

    /// <summary>From each request to its first text, in milliseconds; at least one.</summary>
    public async Task<IReadOnlyList<double>> FirstTextsAsync(int requests)
    {
        var started = Stopwatch.GetTimestamp();
        var times = new List<double>();
        do
        {
            var stream = await server.AskAsync(run.Prompts.Short(tokens), Tenant.Light, CancellationToken.None);
            times.Add(stream.Answer().FirstText.TotalMilliseconds);
        }
        while (times.Count < requests && Stopwatch.GetElapsedTime(started) < Patience);
        return times;
    }
}
