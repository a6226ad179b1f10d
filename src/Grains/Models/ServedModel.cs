using TenantLLM.Grains.Abstractions.Models;
using TenantLLM.Inference.Engine;
using TenantLLM.Inference.Models;

namespace TenantLLM.Grains.Models;

/// <summary>
/// A model that can be asked for: its engine while it is loaded, and who uses it. It is loaded by the first lease, is kept as
/// long as there is one, and is unloaded when it was idle for as long as its options say.
/// </summary>
internal sealed partial class ServedModel : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly ModelEngines _engines;
    private readonly DateTimeOffset _created;
    private readonly ITimer? _idleTimer;
    private ModelState _state;
    private IInferenceEngine? _engine;
    private LoadProgress? _progress;
    private Task? _transition;
    private Exception? _failure;
    private int _failures;
    private long _failedAt;
    private long _idleSince;
    private int _leases;
    private bool _isRetired;

    public ServedModel(ModelOptions options, ModelEngines engines)
    {
        Options = options;
        _engines = engines;
        _created = ModelFile.Find(options.Path) is { } file
            ? new DateTimeOffset(file.LastWriteTimeUtc, TimeSpan.Zero)
            : Clock.GetUtcNow();
        if (options.UnloadAfter is not null)
            _idleTimer = Clock.CreateTimer(_ => UnloadIfIdle(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public ModelOptions Options { get; }

    public string Id => Options.EffectiveId;

    private TimeProvider Clock => _engines.Clock;

    public ModelDescription Describe()
    {
        lock (_lock)
        {
            var isAway = _state == ModelState.Ready && !_engine!.IsReady;
            return new ModelDescription(Id, _created)
            {
                Owner = Options.Owner,
                State = isAway ? ModelState.Unavailable : _state,
                Progress = _state switch
                {
                    ModelState.Ready => 1,
                    ModelState.Loading => _progress!.Fraction,
                    _ => 0,
                },
                ContextLength = (_engine?.Model.ContextLength ?? Options.Context) is > 0 and var context ? context : null,
                Price = Options.Price is { } price
                    ? new ModelTokenPrice(price.Input, price.CachedInput ?? price.Input, price.Output)
                    : null,
                Reason = isAway ? "Its engine cannot take requests now." : _failure?.Message,
            };
        }
    }

    /// <summary>Loads the model, as it is done at start: a failure is the caller's to report.</summary>
    /// <exception cref="ModelLoadException">It cannot be served.</exception>
    public async Task LoadAsync()
    {
        Task transition;
        lock (_lock)
            transition = _transition ?? BeginLoad(logsFailure: false);
        await transition;
        if (_failure is not null)
            throw _failure;
    }

    /// <summary>Waits until the model is loaded, and takes a lease. A model that failed to load a short time ago is unavailable at
    /// once, and is tried again later.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled; the load goes on.</exception>
    public async Task<ModelLease> AcquireAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            Task transition;
            lock (_lock)
            {
                if (_state == ModelState.Ready)
                    return Lease(_engine!);
                if (_isRetired)
                    return ModelLease.Unknown;
                if (_state == ModelState.Unavailable && UntilNextTry() is var wait && wait > TimeSpan.Zero)
                    return ModelLease.Unavailable(wait);
                transition = _transition ?? BeginLoad(logsFailure: true);
            }

            await transition.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Drops what its engine keeps of a tenant.</summary>
    public void Forget(string tenantId)
    {
        lock (_lock)
            _engine?.Forget(tenantId);
    }

    /// <summary>Takes the model out of service: its leases run to their end, and then it is unloaded.</summary>
    public void Retire()
    {
        lock (_lock)
        {
            _isRetired = true;
            if (_leases == 0 && _state == ModelState.Ready)
                BeginUnload();
        }
    }

    /// <summary>Ends the engine, whoever uses it. A load that runs is not waited for; it ends with the process.</summary>
    public async ValueTask DisposeAsync()
    {
        Task? unloading;
        lock (_lock)
        {
            _isRetired = true;
            if (_state == ModelState.Ready)
                BeginUnload();
            unloading = _state == ModelState.Unloading ? _transition : null;
        }

        if (_idleTimer is not null)
            await _idleTimer.DisposeAsync();
        if (unloading is not null)
            await unloading;
    }

    private ModelLease Lease(IInferenceEngine engine)
    {
        _leases++;
        return ModelLease.Of(engine, Options.Price, Release);
    }

    private void Release()
    {
        lock (_lock)
        {
            if (--_leases == 0)
                BecomeIdle();
        }
    }

    private void BecomeIdle()
    {
        _idleSince = Clock.GetTimestamp();
        if (_isRetired && _state == ModelState.Ready)
            BeginUnload();
        else if (!_isRetired)
            _idleTimer?.Change(Options.UnloadAfter!.Value, Timeout.InfiniteTimeSpan);
    }

    private void UnloadIfIdle()
    {
        lock (_lock)
        {
            // It may have been used since the timer was set; and a timer may be a moment early.
            if (_state != ModelState.Ready || _leases > 0)
                return;
            var left = Options.UnloadAfter!.Value - Clock.GetElapsedTime(_idleSince);
            if (left <= TimeSpan.Zero)
                BeginUnload();
            else
                _idleTimer!.Change(left, Timeout.InfiniteTimeSpan);
        }
    }

    private TimeSpan UntilNextTry() => LoadBackoff.After(_failures) - Clock.GetElapsedTime(_failedAt);

    private Task BeginLoad(bool logsFailure)
    {
        _state = ModelState.Loading;
        _progress = new LoadProgress(Id, Clock, _engines.Log);
        return _transition = Task.Run(() => LoadAsync(_progress, logsFailure));
    }

    private async Task LoadAsync(LoadProgress progress, bool logsFailure)
    {
        try
        {
            var engine = await _engines.LoadAsync(Options, progress);
            lock (_lock)
            {
                (_state, _engine, _transition, _failure, _failures) = (ModelState.Ready, engine, null, null, 0);
                BecomeIdle();
            }
        }
#pragma warning disable CA1031 // The boundary to backends: whatever they throw, the model is unavailable and the others go on.
        catch (Exception exception)
        {
            if (logsFailure)
                LogFailed(exception, progress.Elapsed);
            lock (_lock)
            {
                (_state, _transition, _failure) = (ModelState.Unavailable, null, exception);
                _failures++;
                _failedAt = Clock.GetTimestamp();
            }
        }
#pragma warning restore CA1031
    }

    private void BeginUnload()
    {
        var engine = _engine!;
        (_state, _engine) = (ModelState.Unloading, null);
        _transition = Task.Run(() => UnloadAsync(engine));
    }

    private async Task UnloadAsync(IInferenceEngine engine)
    {
        try
        {
            await engine.DisposeAsync();
            LogUnloaded(_engines.Log, Id);
        }
#pragma warning disable CA1031 // The boundary to backends.
        catch (Exception exception)
        {
            LogUnloadFailed(_engines.Log, exception, Id);
        }
#pragma warning restore CA1031

        lock (_lock)
            (_state, _transition) = (ModelState.NotLoaded, null);
    }
}
