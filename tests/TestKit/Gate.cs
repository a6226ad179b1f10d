namespace TenantLLM.TestKit;

/// <summary>Holds another thread at a named place until the test lets it go: barriers instead of sleeps.</summary>
public sealed class Gate
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _open = new();

    /// <summary>The held thread's side: says that it is here, and waits.</summary>
    public void Pass()
    {
        _reached.TrySetResult();
        if (!_open.Task.Wait(Patience))
            throw new TimeoutException("The test never opened the gate.");
    }

    /// <summary>The test's side: waits until a thread is held.</summary>
    public Task ReachedAsync() => _reached.Task.WaitAsync(Patience);

    /// <summary>Lets the thread, and all that come later, pass.</summary>
    public void Open() => _open.TrySetResult();
}
