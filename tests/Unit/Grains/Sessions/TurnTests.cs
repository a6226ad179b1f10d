using TenantLLM.Grains.Abstractions.Sessions;
using TenantLLM.Grains.Sessions;
using TenantLLM.Inference.Engine;
using TenantLLM.Storage.Conversations;
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
        var turn = new Turn(Request("a1", [User("Hi")]) with { Choices = 3 });
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
        var rows = Turn("a2", [User("Hi"), Assistant("Hello"), User("Bye")], "Ciao").Rows(restarted, Key, DateTimeOffset.UnixEpoch);
        Assert.Equal([(2, 1, "user", null), (3, 2, "assistant", "a2")], rows.Select(Shape));
    }

    [Fact]
    public void TakeForWriting_StoreIsFalse_NeverWrites()
    {
        var turn = new Turn(Request("a1", [User("Hi")]) with { Store = false });
        turn.Observe(new GenerationUpdate.Started(1));
        Assert.False(turn.TakeForWriting());
    }

    [Fact]
    public void TakeForWriting_NeverStarted_DoesNotWrite() => Assert.False(new Turn(Request("a1", [User("Hi")])).TakeForWriting());

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
        var turn = new Turn(Request(id, messages) with { Choices = answers.Length });
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
        Assert.True(turn.TakeForWriting());
        Assert.False(turn.TakeForWriting());
        return turn;
    }

    private IReadOnlyList<ConversationItemRow> Rows(Turn turn) => turn.Rows(_index, Key, DateTimeOffset.UnixEpoch);
}
