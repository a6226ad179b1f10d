using TenantLLM.Bench.Servers;
using TenantLLM.Bench.SingleStream.Contenders;

namespace TenantLLM.Bench.SingleStream;

/// <summary>All paths to one model, loaded side by side.</summary>
internal sealed class Contest : IAsyncDisposable
{
    private const int ShortAnswersPerTurn = 15;
    private const int ShortAnswer = 2;

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

    /// <summary>The turns of each path, one a round. Each round begins with another path, so that none is always first.</summary>
    public async Task<IReadOnlyDictionary<IContender, List<Turn>>> RunAsync(BenchOptions options)
    {
        foreach (var contender in _contenders)
            await FirstTextsAsync(contender, options.WarmUpAnswers);
        var turns = _contenders.ToDictionary(contender => contender, _ => new List<Turn>());
        for (var round = 0; round < options.WarmUpRounds + options.Rounds; round++)
        {
            for (var i = 0; i < _contenders.Count; i++)
            {
                var contender = _contenders[(i + round) % _contenders.Count];
                var turn = await TurnAsync(contender);
                if (round >= options.WarmUpRounds)
                    turns[contender].Add(turn);
            }
        }

        return turns;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var contender in _contenders)
            await contender.DisposeAsync();
    }

    private async Task<Turn> TurnAsync(IContender contender)
    {
        var firstTexts = await FirstTextsAsync(contender, ShortAnswersPerTurn);
        var before = contender.ProcessorTime;
        var whole = await AnswerAsync(contender, _prompts.Next());
        return new Turn(firstTexts, whole with { ProcessorTime = contender.ProcessorTime - before });
    }

    private async Task<IReadOnlyList<TimeSpan>> FirstTextsAsync(IContender contender, int answers)
    {
        var times = new List<TimeSpan>();
        for (var answer = 0; answer < answers; answer++)
            times.Add((await AnswerAsync(contender, _prompts.Next(ShortAnswer))).FirstText);
        return times;
    }

    private static async Task<Answer> AnswerAsync(IContender contender, StreamPrompt prompt)
    {
        try
        {
            return await contender.AnswerAsync(prompt);
        }
        catch (InvalidDataException failure)
        {
            throw new InvalidDataException($"{contender.Name} failed at '{prompt.Text}', {prompt.Tokens} tokens: {failure.Message}", failure);
        }
    }

    private async Task AddAllAsync(ModelFile file, LlamaCpp? peer, TemporaryFolder folder, BenchOptions options)
    {
        _contenders.Add(new EngineAlone(file, options));
        var server = await StandaloneServer.StartAsync(
            folder.InFolder($"{file.Type}.db"),
            new Dictionary<string, string> { ["Path"] = file.Path, ["Threads"] = $"{options.Threads}" },
            ["bench"]);
        _contenders.Add(new OverHttp(server, isNewConversation: false));
        _contenders.Add(new OverHttp(server, isNewConversation: true));
        if (peer is null)
            return;
        foreach (var threads in new SortedSet<int> { 1, options.Threads > 0 ? options.Threads : Environment.ProcessorCount })
            _contenders.Add(await LlamaCppServer.StartAsync(peer, file, threads));
    }
}
