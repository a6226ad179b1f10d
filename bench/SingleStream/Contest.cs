using TenantLLM.Bench.Servers;
using TenantLLM.Bench.SingleStream.Contenders;

namespace TenantLLM.Bench.SingleStream;

/// <summary>All paths to one model, loaded side by side.</summary>
internal sealed class Contest : IAsyncDisposable
{
    private readonly List<IContender> _contenders = [];
    private readonly StreamPrompts _prompts;

    private Contest(DecoderAlone decoder, BenchOptions options)
    {
        _contenders.Add(decoder);
        _prompts = StreamPrompts.Choose(question => decoder.LengthOf(question, options.Tokens));
    }

    public static async Task<Contest> StartAsync(ModelFile file, LlamaCpp? peer, TemporaryFolder folder, BenchOptions options)
    {
        var contest = new Contest(new DecoderAlone(file, options), options);
        try
        {
            await contest.AddAllAsync(file, peer, folder, options);
            return contest;
        }
        catch
        {
            await contest.DisposeAsync();
            throw;
        }
    }

    /// <summary>The answers of each path, one a round. Each round begins with another path, so that none is always first.</summary>
    public async Task<IReadOnlyDictionary<IContender, List<Answer>>> RunAsync(BenchOptions options)
    {
        await WarmUpAsync(options.WarmUpAnswers);
        var answers = _contenders.ToDictionary(contender => contender, _ => new List<Answer>());
        for (var round = -options.WarmUpRounds; round < options.Rounds; round++)
        {
            var prompt = _prompts.Of(round + options.WarmUpRounds);
            for (var turn = 0; turn < _contenders.Count; turn++)
            {
                var contender = _contenders[(turn + round + options.WarmUpRounds) % _contenders.Count];
                var before = contender.ProcessorTime;
                var answer = await contender.AnswerAsync(prompt);
                if (round >= 0)
                    answers[contender].Add(answer with { ProcessorTime = contender.ProcessorTime - before });
            }
        }

        return answers;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var contender in _contenders)
            await contender.DisposeAsync();
    }

    private async Task WarmUpAsync(int answers)
    {
        foreach (var contender in _contenders)
        {
            for (var answer = 0; answer < answers; answer++)
                await contender.AnswerAsync(_prompts.Of(answer) with { Round = answer - answers, Tokens = 2 });
        }
    }

    private async Task AddAllAsync(ModelFile file, LlamaCpp? peer, TemporaryFolder folder, BenchOptions options)
    {
        _contenders.Add(new EngineAlone(file, options));
        var server = await StandaloneServer.StartAsync(file, folder, options);
        _contenders.Add(new OverHttp(server, isNewConversation: false));
        _contenders.Add(new OverHttp(server, isNewConversation: true));
        if (peer is null)
            return;
        foreach (var threads in new SortedSet<int> { 1, options.Threads > 0 ? options.Threads : Environment.ProcessorCount })
            _contenders.Add(await LlamaServer.StartAsync(peer, file, threads));
    }
}
