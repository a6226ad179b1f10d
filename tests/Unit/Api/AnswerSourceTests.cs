using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using TenantLLM.Api;
using TenantLLM.Api.Sessions;
using TenantLLM.Grains.Abstractions.Placement;
using TenantLLM.Grains.Abstractions.Sessions;
using Xunit;

namespace TenantLLM.Unit.Api;

public sealed class AnswerSourceTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>Many times the heartbeat of the tests: a machine that others load is slow.</summary>
    private static readonly TimeSpan Silent = TimeSpan.FromMilliseconds(500);
    private static readonly SessionUpdate Moved = SessionUpdate.Failed(new SessionFailure(SessionFailureKind.Moved, "Gone."));

    private readonly AnswerSource _source = new(
        Options.Create(new ApiOptions { SiloSilence = Silent }), TimeProvider.System, NullLogger<AnswerSource>.Instance);

    private readonly List<string?> _models = [];
    private int _asked;

    [Fact]
    public async Task Heartbeats_AreNotTold()
    {
        Assert.Equal(["1", "2"], await ReadAsync([Say("1"), Beat, Beat, Say("2")]));
        Assert.Equal(1, _asked);
    }

    [Fact]
    public async Task SessionThatMoved_IsAskedAgain()
    {
        Assert.Equal(["1"], await ReadAsync([Tell(Moved)], [Tell(Moved)], [Say("1")]));
        Assert.Equal(["m", "m", "m"], _models);
    }

    [Fact]
    public async Task SilentBeforeTheFirstUpdate_IsAskedAgain() => Assert.Equal(["1"], await ReadAsync([Silence], [Say("1")]));

    [Fact]
    public async Task LostBeforeTheFirstUpdate_IsAskedAgain() =>
        Assert.Equal(["1"], await ReadAsync([Throw(new SiloUnavailableException("gone"))], [Say("1")]));

    [Fact]
    public async Task SilentAfterTheFirstUpdate_IsTheStreamsFailure()
    {
        await Assert.ThrowsAsync<SilentSiloException>(() => ReadAsync([Say("1"), Beat, Silence], [Say("2")]));
        Assert.Equal(1, _asked);
    }

    [Fact]
    public async Task HeartbeatsForLong_AreNoSilence()
    {
        var beats = Enumerable.Repeat<Func<CancellationToken, Task<SessionUpdate>>>(
            async token =>
            {
                await Task.Delay(Silent / 20, TimeProvider.System, token);
                return SessionUpdate.Heartbeat;
            },
            30);
        Assert.Equal(["1"], await ReadAsync([.. beats, Say("1")]));
        Assert.Equal(1, _asked);
    }

    [Fact]
    public async Task FailureOfTheAnswer_IsNotAskedAgain()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => ReadAsync([Throw(new InvalidOperationException())], [Say("1")]));
        Assert.Equal(1, _asked);
    }

    [Fact]
    public async Task ClientThatLeaves_EndsTheWait()
    {
        using var left = new CancellationTokenSource();
        var reading = ReadAsync([[Beat, Silence]], left.Token);
        await left.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading.WaitAsync(Patience));
    }

    private static Func<CancellationToken, Task<SessionUpdate>> Beat => Tell(SessionUpdate.Heartbeat);

    /// <summary>As a call to a silo that is dead, which does not even end when it is cancelled.</summary>
    private static Func<CancellationToken, Task<SessionUpdate>> Silence => _ => new TaskCompletionSource<SessionUpdate>().Task;

    private static Func<CancellationToken, Task<SessionUpdate>> Say(string text) => Tell(SessionUpdate.TextDelta(0, text));

    private static Func<CancellationToken, Task<SessionUpdate>> Tell(SessionUpdate update) => _ => Task.FromResult(update);

    private static Func<CancellationToken, Task<SessionUpdate>> Throw(Exception exception) => _ => Task.FromException<SessionUpdate>(exception);

    private Task<List<string?>> ReadAsync(params Func<CancellationToken, Task<SessionUpdate>>[][] answers) => ReadAsync(answers, CancellationToken.None);

    private async Task<List<string?>> ReadAsync(Func<CancellationToken, Task<SessionUpdate>>[][] answers, CancellationToken left)
    {
        var texts = new List<string?>();
        await foreach (var update in _source.ReadAsync("m", token => Answer(answers[_asked++], token), left))
            texts.Add(update.Text);
        return texts;
    }

    private async IAsyncEnumerable<SessionUpdate> Answer(
        Func<CancellationToken, Task<SessionUpdate>>[] steps, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        _models.Add(RequestContext.Get(ModelContext.Key) as string);
        foreach (var step in steps)
            yield return await step(cancellationToken);
    }
}
