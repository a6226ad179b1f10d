using TenantLLM.Grains.Abstractions.Sessions;
using TenantLLM.Grains.Abstractions.StoredCompletions;
using TenantLLM.Grains.Sessions;
using TenantLLM.Grains.StoredCompletions;
using TenantLLM.Inference.Engine;
using TenantLLM.Storage.Conversations;
using TenantLLM.Storage.Usage;
using Xunit;

namespace TenantLLM.Unit.Grains.Sessions;

public sealed class TurnTests
{
    private static readonly SessionKey Key = new("proj_1", "conv_1");

    private readonly ConversationIndex _index = new();

    [Fact]
    public void Rows_FirstTurn_AppendsThePromptAndTheAnswer()
    {
        var rows = Rows(Turn("a1", [User("Hi")], "Hello"));
        Assert.Equal([(0, null, "user", null), (1, 0, "assistant", "a1")], rows.Select(Shape));
        Assert.All(rows, row => Assert.True(row.IsComplete));
    }

    [Fact]
    public void Rows_NextTurn_AppendsOnlyWhatIsNew()
    {
        Rows(Turn("a1", [User("Hi")], "Hello"));
        var rows = Rows(Turn("a2", [User("Hi"), Assistant("Hello"), User("Bye")], "Ciao"));
        Assert.Equal([(2, 1, "user", null), (3, 2, "assistant", "a2")], rows.Select(Shape));
    }

    [Fact]
    public void Rows_EditedHistory_BranchesWhereItDiffers()
    {
        Rows(Turn("a1", [User("Hi"), Assistant("Hello"), User("One")], "1"));
        var rows = Rows(Turn("a2", [User("Hi"), Assistant("Hello"), User("Two")], "2"));
        Assert.Equal([(4, 1, "user", null), (5, 4, "assistant", "a2")], rows.Select(Shape));
    }

    [Fact]
    public void Rows_SameTurnWithTheSameAnswer_AppendsNothing()
    {
        Rows(Turn("a1", [User("Hi")], "Hello"));
        Assert.Empty(Rows(Turn("a2", [User("Hi")], "Hello")));
    }

    [Fact]
    public void Rows_CancelledTurn_KeepsThePartThatWasSaid()
    {
        var rows = Rows(Turn("a1", [User("Count")], "1 2", isComplete: false));
        Assert.False(rows[1].IsComplete);
        Assert.Equal("1 2", Said(rows[1]));
    }

    [Fact]
    public void Rows_AnswerThatReadsLikeACancelledOne_IsItsOwnItem()
    {
        Rows(Turn("a1", [User("Count")], "1 2", isComplete: false));
        var rows = Rows(Turn("a2", [User("Count")], "1 2"));
        Assert.True(Assert.Single(rows).IsComplete);
    }

    [Fact]
    public void Rows_OfSeveralChoices_AreBranchesAfterTheSameMessage()
    {
        var rows = Rows(Turn("a1", [User("Hi")], ["Hello", "Hey"]));
        Assert.Equal([(0, null, "user", null), (1, 0, "assistant", "a1"), (2, 0, "assistant", "a1")], rows.Select(Shape));
        Assert.Equal(["Hello", "Hey"], rows.Skip(1).Select(Said));
    }

    [Fact]
    public void Rows_TurnAfterASecondChoice_GoesOnFromIt()
    {
        Rows(Turn("a1", [User("Hi")], ["Hello", "Hey"]));
        var rows = Rows(Turn("a2", [User("Hi"), Assistant("Hey"), User("Bye")], "Ciao"));
        Assert.Equal([(3, 2, "user", null), (4, 3, "assistant", "a2")], rows.Select(Shape));
    }

    [Fact]
    public void Rows_ChoicesThatSayTheSame_AreOneItem() =>
        Assert.Equal(["user", "assistant"], Rows(Turn("a1", [User("Hi")], ["Hello", "Hello"])).Select(row => row.Role));

    [Fact]
    public void Rows_CancelledAmongChoices_KeepsTheOneThatEndedAsComplete()
    {
        var turn = new Turn(Request("a1", [User("Hi")]) with { Choices = 3 }, "fp_1");
        turn.Observe(new GenerationUpdate.Started(1));
        turn.Observe(new GenerationUpdate.TextDelta(1, "He"));
        turn.Observe(new GenerationUpdate.TextDelta(0, "Hello"));
        turn.Observe(new GenerationUpdate.ChoiceFinished(0, FinishReason.Stop));
        Assert.Equal([("Hello", true), ("He", false)], Rows(turn).Skip(1).Select(row => (Said(row), row.IsComplete)));
    }

    [Fact]
    public void Rows_CancelledBeforeTheFirstToken_KeepsThePrompt() =>
        Assert.Equal("user", Assert.Single(Rows(Turn("a1", [User("Hi")], "", isComplete: false))).Role);

    [Fact]
    public void Rows_AfterARestart_FindsWhatIsOnDisk()
    {
        var stored = Rows(Turn("a1", [User("Hi")], "Hello"));
        var restarted = new ConversationIndex();
        foreach (var row in stored)
            restarted.Load(row);
        var rows = Turn("a2", [User("Hi"), Assistant("Hello"), User("Bye")], "Ciao").ToRows(restarted, Key, Usage, DateTimeOffset.UnixEpoch).Items;
        Assert.Equal([(2, 1, "user", null), (3, 2, "assistant", "a2")], rows.Select(Shape));
    }

    [Fact]
    public void IsKept_TurnThatIsNotToBeKeptOrIsNoTurn_IsNot()
    {
        Assert.True(new Turn(Request("a1", [User("Hi")]), "fp_1").IsKept);
        Assert.False(new Turn(Request("a1", [User("Hi")]) with { KeepTurn = false }, "fp_1").IsKept);
        Assert.False(new Turn(Request("a1", []), "fp_1").IsKept);
    }

    [Fact]
    public void ToRows_StoredTurn_HasTheCompletionAndWhereItsMessagesStand()
    {
        Rows(Turn("a1", [User("Hi")], "Hello"));
        var turn = Observed(
            Stored with
            {
                ResponseId = "a2",
                Prompt = new SessionPrompt.Conversation([User("Hi"), Assistant("Hello"), User("Bye")]),
                Choices = 2,
                TopLogProbs = 1,
            },
            new GenerationUpdate.TextDelta(1, "x") { LogProbs = [new("x"u8.ToArray(), float.NegativeInfinity)] },
            new GenerationUpdate.ChoiceFinished(1, FinishReason.Length),
            new GenerationUpdate.ChoiceFinished(0, FinishReason.Stop),
            new GenerationUpdate.Completed(new TokenUsage(3, 2, 1)));

        var written = turn.ToRows(_index, Key, Usage, DateTimeOffset.UnixEpoch);

        var row = written.Completion!;
        Assert.Equal(("proj_1", "a2", "conv_1", "fp_1", "echo"), (row.ProjectId, row.Id, row.ConversationId, row.Fingerprint, row.Echo));
        Assert.Equal([0, 1, 2], row.MessagePositions);
        Assert.Equal(["a:1", "b:2"], written.Tags.Select(tag => $"{tag.Key}:{tag.Value}"));
        var completion = row.ToCompletion();
        Assert.Equal(new SessionUsage(3, 2, 1), completion.Usage);
        Assert.Equal([("", SessionFinishReason.Stop), ("x", SessionFinishReason.Length)], completion.Choices.Select(choice => (choice.Text, choice.FinishReason)));
        Assert.Empty(completion.Choices[0].LogProbs!.Tokens);
        Assert.Equal(float.NegativeInfinity, Assert.Single(completion.Choices[1].LogProbs!.Tokens).LogProb);
    }

    [Fact]
    public void ToRows_StoredTurnThatWasCut_HasNoCompletion()
    {
        var written = Observed(Stored, new GenerationUpdate.TextDelta(0, "x")).ToRows(_index, Key, Usage, DateTimeOffset.UnixEpoch);

        Assert.Null(written.Completion);
        Assert.Empty(written.Tags);
        Assert.Equal(["user", "assistant"], written.Items.Select(item => item.Role));
    }

    [Fact]
    public void ToRows_StoredTurnThatIsKnown_HasTheCompletionAlone()
    {
        Rows(Turn("a1", [User("Hi")], "Hello"));

        var written = Observed(
            Stored,
            new GenerationUpdate.TextDelta(0, "Hello"),
            new GenerationUpdate.ChoiceFinished(0, FinishReason.Stop),
            new GenerationUpdate.Completed(new TokenUsage(1, 0, 1))).ToRows(_index, Key, Usage, DateTimeOffset.UnixEpoch);

        Assert.Empty(written.Items);
        Assert.Same(Usage, written.Usage);
        Assert.Equal([0], written.Completion!.MessagePositions);
    }

    [Fact]
    public void ToRows_MoreLogProbsThanAreKept_StoresNone()
    {
        var token = new TokenLogProb("x"u8.ToArray(), -1) { Top = [.. Enumerable.Repeat(new TokenLogProb("y"u8.ToArray(), -2), 20)] };
        var turn = Observed(
            Stored with { TopLogProbs = 20 },
            new GenerationUpdate.TextDelta(0, "x") { LogProbs = [.. Enumerable.Repeat(token, 25_000)] },
            new GenerationUpdate.ChoiceFinished(0, FinishReason.Stop),
            new GenerationUpdate.Completed(new TokenUsage(1, 0, 1)));

        Assert.Null(Assert.Single(turn.ToRows(_index, Key, Usage, DateTimeOffset.UnixEpoch).Completion!.ToCompletion().Choices).LogProbs);
    }

    private static UsageRow Usage { get; } = new()
    {
        ProjectId = "proj_1",
        ResponseId = "a1",
        Part = 0,
        Kind = UsageKind.Chat,
        Model = "demo",
        StartedAt = 0,
        EndedAt = 0,
        Outcome = UsageOutcome.Completed,
    };

    private static SessionRequest Stored { get; } = Request("a2", [User("Hi")]) with
    {
        Storage = new CompletionStorage([new("a", "1"), new("b", "2")], "echo"),
    };

    private static Turn Observed(SessionRequest request, params GenerationUpdate[] updates)
    {
        var turn = new Turn(request, "fp_1");
        turn.Observe(new GenerationUpdate.Started(1));
        foreach (var update in updates)
            turn.Observe(update);
        return turn;
    }

    private static SessionMessage User(string text) => new("user", text);

    private static SessionMessage Assistant(string text) => new("assistant", text);

    private static (int, int?, string, string?) Shape(ConversationItemRow row) =>
        (row.Position, row.ParentPosition, row.Role, row.ResponseId);

    private static string? Said(ConversationItemRow row) => SessionMessageJson.Read(row.Role, row.Content).Content;

    private static SessionRequest Request(string id, SessionMessage[] messages) =>
        new() { ResponseId = id, Model = "demo", Prompt = new SessionPrompt.Conversation([.. messages]) };

    private static Turn Turn(string id, SessionMessage[] messages, string answer, bool isComplete = true) =>
        Turn(id, messages, [answer], isComplete);

    private static Turn Turn(string id, SessionMessage[] messages, string[] answers, bool isComplete = true)
    {
        var turn = new Turn(Request(id, messages) with { Choices = answers.Length }, "fp_1");
        turn.Observe(new GenerationUpdate.Started(1));
        for (var choice = 0; choice < answers.Length; choice++)
        {
            if (answers[choice].Length > 0)
                turn.Observe(new GenerationUpdate.TextDelta(choice, answers[choice]));
            if (isComplete)
                turn.Observe(new GenerationUpdate.ChoiceFinished(choice, FinishReason.Stop));
        }

        if (isComplete)
            turn.Observe(new GenerationUpdate.Completed(new TokenUsage(1, 0, 1)));
        return turn;
    }

    private IReadOnlyList<ConversationItemRow> Rows(Turn turn) => turn.ToRows(_index, Key, Usage, DateTimeOffset.UnixEpoch).Items;
}
