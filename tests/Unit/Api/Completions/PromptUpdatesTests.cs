using System.Runtime.CompilerServices;
using System.Threading.Channels;
using TenantLLM.Api.Endpoints.Completions;
using TenantLLM.Grains.Abstractions.Sessions;
using Xunit;

namespace TenantLLM.Unit.Api.Completions;

public sealed class PromptUpdatesTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly SessionFailure Failure = new(SessionFailureKind.PromptTooLong, "too long");

    private readonly Lock _lock = new();

    [Fact]
    public async Task Read_TwoPrompts_NumbersTheirChoicesAndSumsTheirUsage()
    {
        var updates = await ReadAsync(2, Answer("a", choices: 2), Answer("b", choices: 2));

        Assert.Equal([0, 2], Of(updates, SessionUpdateKind.Started).Select(update => update.Choice).Order());
        Assert.Equal(
            [(0, "a0"), (1, "a1"), (2, "b0"), (3, "b1")],
            Of(updates, SessionUpdateKind.TextDelta).Select(update => (update.Choice, update.Text!)).Order());
        Assert.Equal([0, 1, 2, 3], Of(updates, SessionUpdateKind.ChoiceFinished).Select(update => update.Choice).Order());
        Assert.Equal(SessionUpdate.Completed(new SessionUsage(10, 4, 6)), updates[^1]);
        Assert.Single(updates, update => update.Kind == SessionUpdateKind.Completed);
    }

    [Fact]
    public async Task Read_OnePrompt_IsAsItIs() =>
        Assert.Equal(await Answer("a", 1).ToListAsync(), await ReadAsync(1, Answer("a", 1)));

    [Fact]
    public async Task Read_APromptThatIsRefused_IsTheOnlyUpdate()
    {
        var updates = await ReadAsync(1, Answer("a", 1), Refused(), Endless());
        Assert.Equal(Failure, Assert.Single(updates).End!.Failure);
    }

    [Fact]
    public async Task Read_ManyMorePromptsThanAtOnce_ReadsAllAndNeverMoreAtOnce()
    {
        var running = 0;
        var most = 0;
        var updates = await ReadAsync(1, [.. Enumerable.Range(0, 100).Select(_ => Counted())]);

        Assert.Equal(Enumerable.Range(0, 100), Of(updates, SessionUpdateKind.TextDelta).Select(update => update.Choice).Order());
        Assert.Equal(SessionUpdateKind.Completed, updates[^1].Kind);
        Assert.InRange(most, 2, 16);

        async IAsyncEnumerable<SessionUpdate> Counted()
        {
            var now = Interlocked.Increment(ref running);
            lock (_lock)
                most = Math.Max(most, now);
            await foreach (var update in Answer("x", 1))
            {
                await Task.Yield();
                yield return update;
            }

            Interlocked.Decrement(ref running);
        }
    }

    [Fact]
    public async Task Read_APromptThatFailsLater_EndsTheOthers()
    {
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var updates = await ReadAsync(1, FailsAfter(begun.Task), Endless(begun, ended));
        Assert.Equal(SessionUpdate.Failed(Failure), updates[^1]);
        await ended.Task.WaitAsync(Patience);
    }

    [Fact]
    public async Task Read_AClusterThatBreaks_Throws() =>
        await Assert.ThrowsAsync<TimeoutException>(() => ReadAsync(1, Answer("a", 1), Broken()));

    [Fact]
    public async Task Read_AReaderThatLeaves_EndsAll()
    {
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await foreach (var _ in new PromptUpdates([Endless(ended: ended), Endless()], 1).ReadAsync(default))
            break;
        await ended.Task.WaitAsync(Patience);
    }

    private static async Task<List<SessionUpdate>> ReadAsync(int choices, params IAsyncEnumerable<SessionUpdate>[] prompts) =>
        await new PromptUpdates(prompts, choices).ReadAsync(default).ToListAsync().AsTask().WaitAsync(Patience);

    private static IEnumerable<SessionUpdate> Of(IEnumerable<SessionUpdate> updates, SessionUpdateKind kind) =>
        updates.Where(update => update.Kind == kind);

    private static IAsyncEnumerable<SessionUpdate> Answer(string text, int choices) => new List<SessionUpdate>
    {
        SessionUpdate.Started(new SessionStart("fp_0")),
    }
    .Concat(Enumerable.Range(0, choices).Select(choice => SessionUpdate.TextDelta(choice, $"{text}{choice}")))
    .Concat(Enumerable.Range(0, choices).Select(choice => SessionUpdate.ChoiceFinished(choice, SessionFinishReason.Stop)))
    .Append(SessionUpdate.Completed(new SessionUsage(5, 2, 3)))
    .ToAsyncEnumerable();

    private static IAsyncEnumerable<SessionUpdate> Refused() => new[] { SessionUpdate.Failed(Failure) }.ToAsyncEnumerable();

    private static async IAsyncEnumerable<SessionUpdate> FailsAfter(Task others)
    {
        yield return SessionUpdate.Started(new SessionStart("fp_0"));
        yield return SessionUpdate.TextDelta(0, "a");
        await others;
        yield return SessionUpdate.Failed(Failure);
    }

    private static async IAsyncEnumerable<SessionUpdate> Broken()
    {
        yield return SessionUpdate.Started(new SessionStart("fp_0"));
        await Task.Yield();
        throw new TimeoutException("the silo is gone");
    }

    private static async IAsyncEnumerable<SessionUpdate> Endless(
        TaskCompletionSource? begun = null, TaskCompletionSource? ended = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        begun?.TrySetResult();
        try
        {
            yield return SessionUpdate.Started(new SessionStart("fp_0"));
            await foreach (var update in Channel.CreateUnbounded<SessionUpdate>().Reader.ReadAllAsync(cancellationToken))
                yield return update;
        }
        finally
        {
            ended?.TrySetResult();
        }
    }
}
