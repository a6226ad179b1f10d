using TenantLLM.Bench.Engine;
using TenantLLM.Bench.Servers;

namespace TenantLLM.Bench.Flood;

/// <summary>Clients of one tenant, each of which sends its next request as soon as it has its answer.</summary>
internal sealed class FloodOfStreams : IAsyncDisposable
{
    private const int Tokens = 32;

    /// <summary>What a client waits then before it tries again.</summary>
    private static readonly TimeSpan AfterFailure = TimeSpan.FromMilliseconds(500);

    private readonly IServedModel _server;
    private readonly ServerRun _run;
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _isHigh = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<Task> _clients;
    private int _begun;
    private int _failed;

    private FloodOfStreams(IServedModel server, int streams, ServerRun run)
    {
        _server = server;
        _run = run;
        _clients = [.. Enumerable.Range(0, streams).Select(_ => ClientAsync())];
    }

    /// <summary>Requests the server refused or broke off so far.</summary>
    public int Failed => Volatile.Read(ref _failed);

    /// <summary>Starts the clients and waits until the server has as many answers begun as it computes at once.</summary>
    public static async Task<FloodOfStreams> StartAsync(IServedModel server, int streams, ServerRun run)
    {
        var flood = new FloodOfStreams(server, streams, run);
        await Task.WhenAny([flood._isHigh.Task, .. flood._clients]);
        return flood;
    }

    /// <summary>Ends the flood, and waits until the server has noticed: it answers one more request.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_clients);
        _stop.Dispose();
        await IsAnsweredAsync(_run.Prompts.Short(tokens: 2), CancellationToken.None);
    }

    private async Task ClientAsync()
    {
        try
        {
            while (true)
            {
                await AskAsync();
                _stop.Token.ThrowIfCancellationRequested();
            }
        }
        catch (OperationCanceledException)
        {
            // The flood is over.
        }
    }

    private async Task AskAsync()
    {
        var isFirst = true;
        if (!await IsAnsweredAsync(_run.Prompts.Short(Tokens) with { OnRead = Begin }, _stop.Token))
            await Task.Delay(AfterFailure, TimeProvider.System, _stop.Token);

        void Begin()
        {
            if (isFirst && Interlocked.Increment(ref _begun) == _run.Setup.Parallel)
                _isHigh.TrySetResult();
            isFirst = false;
        }
    }

    private async Task<bool> IsAnsweredAsync(ChatRequest request, CancellationToken cancellationToken)
    {
        try
        {
            await _server.AskAsync(request, Tenant.Main, cancellationToken);
            return true;
        }
        catch (InvalidDataException)
        {
            Interlocked.Increment(ref _failed);
            return false;
        }
    }
}
