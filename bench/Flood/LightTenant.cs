using System.Diagnostics;
using TenantLLM.Bench.Engine;

namespace TenantLLM.Bench.Flood;

/// <summary>Sends one short request at a time.</summary>
internal sealed class LightTenant(IServedModel server, ServerRun run, int tokens)
{
    /// <summary>No request is begun after this: behind a flood one may take half a minute.</summary>
    private TimeSpan Patience { get; } = TimeSpan.FromSeconds(run.Options.IsQuick ? 10 : 60);

    /// <summary>From each request to its first text, in milliseconds; requests the server refused or broke off are counted.</summary>
    /// <exception cref="InvalidDataException">It answered none.</exception>
    public async Task<LightAnswers> AskAsync(int requests)
    {
        var started = Stopwatch.GetTimestamp();
        var times = new List<double>();
        var failed = 0;
        do
        {
            try
            {
                var stream = await server.AskAsync(run.Prompts.Short(tokens), Tenant.Light, CancellationToken.None);
                times.Add(stream.Answer().FirstText.TotalMilliseconds);
            }
            catch (InvalidDataException) when (failed < requests)
            {
                failed++;
            }
        }
        while (times.Count == 0 || (times.Count + failed < requests && Stopwatch.GetElapsedTime(started) < Patience));
        return new LightAnswers(times, failed);
    }
}
