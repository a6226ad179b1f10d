using System.Diagnostics;

namespace TenantLLM.Bench.Engine;

/// <summary>Answers before those that are measured: the runtime compiles a method well only once it was called often.</summary>
internal static class WarmUp
{
    private const int Streams = 8;
    private const int Tokens = 8;

    /// <summary>A large model's server is warm enough after this.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(15);

    public static async Task RunAsync(IServedModel server, Prompts prompts, BenchOptions options)
    {
        var started = Stopwatch.GetTimestamp();
        for (var answers = 0; answers < options.WarmUpAnswers && Stopwatch.GetElapsedTime(started) < Longest; answers += Streams)
            await Streaming.AllAtOnceAsync(server, Streams, () => prompts.Short(Tokens));
    }
}
