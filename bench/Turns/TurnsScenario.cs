using TenantLLM.Bench.Engine;

namespace TenantLLM.Bench.Turns;

/// <summary>Conversations: what of a prompt was computed at an earlier turn need not be computed again.</summary>
internal static class TurnsScenario
{
    public const int Turns = 10;

    /// <summary>Tokens of an opening, and what the chat template adds to a question and its answer.</summary>
    private const int OpeningTokens = 60;
    private const int TemplateTokens = 14;

    private const int AnswerTokens = 16;
    private const int MostWords = 40;

    private const int Conversations = 12;

    /// <summary>More than <see cref="RowsOfFewRows"/> can hold, each side's warm ones included.</summary>
    private const int ManyConversations = 80;
    private const int RowsOfFewRows = 16;
    private const int TurnsOfMany = 3;

    public static async Task RunAsync(ServerRun run)
    {
        await TurnsReport.WriteAsync(run, "a conversation", run.Servers, await AloneAsync(run), target: "");
        await TurnsReport.WriteAsync(
            run, $"{Conversations} conversations in turn", run.Servers,
            await new Interleaved(Conversations, Turns).RunAsync(run, run.Servers), target: "≤ 1.0×");
        await MoreThanRowsAsync(run);
    }

    /// <summary>A conversation whose ten turns fit in the context.</summary>
    public static Conversation Open(ServerRun run)
    {
        var reserved = OpeningTokens + (Turns * (AnswerTokens + TemplateTokens));
        return new Conversation(run, Math.Clamp(run.Setup.WordsThatFit(Turns * MostWords, reserved) / Turns, 1, MostWords), AnswerTokens);
    }

    private static Task<Rounds<TurnTimes>> AloneAsync(ServerRun run) => run.Servers.TakeTurnsAsync(run.Options.LoadRounds, async server =>
    {
        var conversation = Open(run);
        var times = new TurnTimes();
        for (var turn = 1; turn <= Turns; turn++)
            times.Add(turn, await conversation.NextAsync(server));
        times.AddCold(await conversation.ColdAsync(server));
        return times;
    });

    /// <summary>On servers of their own: fewer sequences than conversations.</summary>
    private static async Task MoreThanRowsAsync(ServerRun run)
    {
        var setup = run.Setup with { Parallel = RowsOfFewRows };
        await using var servers = await ServedModels.StartAsync(setup, run.Llama, run.Folder, run.Output);
        foreach (var server in servers.All)
            await WarmUp.RunAsync(server, run.Prompts, run.Options);
        var conversations = run.Options.IsQuick ? ManyConversations / 4 : ManyConversations;
        await TurnsReport.WriteAsync(
            run, $"{conversations} conversations, {RowsOfFewRows} sequences", servers,
            await new Interleaved(conversations, TurnsOfMany).RunAsync(run, servers), target: "≤ 1.0×");
    }
}
