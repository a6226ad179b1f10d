using TenantLLM.Bench.Reports;
using TenantLLM.Bench.Servers;

namespace TenantLLM.Bench.Engine;

/// <summary>Several streams of one server at once.</summary>
internal static class Streaming
{
    /// <summary>Never fewer, however quick the run: a client that is behind reads a short answer in one piece, and its tokens seem to
    /// have taken no time.</summary>
    private const int StepTokens = 64;

    /// <summary>Asks for all answers at the same moment and waits for the last.</summary>
    public static async Task<IReadOnlyList<ChatStream>> AllAtOnceAsync(IServedModel server, int streams, Func<ChatRequest> request) =>
        await Task.WhenAll(Enumerable.Range(0, streams).Select(_ => server.AskAsync(request(), Tenant.Main, CancellationToken.None)));

    /// <summary>A step with all sequences in it: what a stream waits from one token to the next when the server is full, in
    /// milliseconds.</summary>
    public static async Task<double> FullBatchStepAsync(IServedModel server, ServerRun run)
    {
        var streams = await AllAtOnceAsync(server, run.Setup.Parallel, () => run.Prompts.Short(StepTokens));
        return Spread.Of(streams.Select(stream => stream.Answer().PerToken.TotalMilliseconds)).Median;
    }
}
