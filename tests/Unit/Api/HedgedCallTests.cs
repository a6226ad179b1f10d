using TenantLLM.Api.Sessions;
using Xunit;

namespace TenantLLM.Unit.Api;

public sealed class HedgedCallTests
{
    private static readonly TimeSpan Silence = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private int _made;

    [Fact]
    public async Task Call_ThatIsAnswered_IsMadeOnce()
    {
        Assert.Equal(1, await AskAsync(Task.FromResult(1), Task.FromResult(2)));
        Assert.Equal(1, _made);
    }

    [Fact]
    public async Task Call_WithoutAnswer_IsMadeAgain() => Assert.Equal(2, await AskAsync(Never, Task.FromResult(2)));

    [Fact]
    public async Task Call_WhoseSiloIsGone_IsMadeAgain() =>
        Assert.Equal(2, await AskAsync(Gone, Task.FromResult(2)));

    [Fact]
    public async Task Call_ThatIsSlow_IsStillListenedTo()
    {
        var slow = new TaskCompletionSource<int>();
        var asking = AskAsync(slow.Task, Never, Never, Never, Never);
        await Task.Delay(2 * Silence, TimeProvider.System);
        slow.SetResult(1);
        Assert.Equal(1, await asking);
    }

    [Fact]
    public async Task Call_ThatFailsOfItself_IsNotMadeAgain()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => AskAsync(Task.FromException<int>(new ArgumentException("wrong")), Task.FromResult(2)));
        Assert.Equal(1, _made);
    }

    [Fact]
    public async Task Call_ThatIsLostAgainAndAgain_IsMadeUntilItIsAnswered() =>
        Assert.Equal(4, await AskAsync(Gone, Gone, Task.FromException<int>(new TimeoutException("silent")), Task.FromResult(4)));

    [Fact]
    public async Task Call_ThatFailsLate_IsNotWaitedForAgain()
    {
        var slow = new TaskCompletionSource<int>();
        var asking = AskAsync(slow.Task, Never, Never, Never, Never);
        await Task.Delay(2 * Silence, TimeProvider.System);
        slow.SetException(new ArgumentException("wrong"));
        await Assert.ThrowsAsync<ArgumentException>(() => asking);
    }

    private static Task<int> Gone => Task.FromException<int>(new SiloUnavailableException("gone"));

    private static Task<int> Never => new TaskCompletionSource<int>().Task;

    private Task<int> AskAsync(params Task<int>[] answers) =>
        HedgedCall.AskAsync(() => answers[_made++], Silence, TimeProvider.System).WaitAsync(Patience);
}
