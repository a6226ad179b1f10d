using TenantLLM.Inference.Engine;

namespace TenantLLM.Grains.Models;

/// <summary>The use of a model: its engine is not unloaded before the lease is given back. Or why there is none.</summary>
internal sealed class ModelLease : IDisposable
{
    private Action? _release;

    private ModelLease(IInferenceEngine? engine, Action? release)
    {
        Engine = engine;
        _release = release;
    }

    /// <summary>No model has that id.</summary>
    public static ModelLease Unknown { get; } = new(null, null);

    /// <summary>The engine; null where the model is unknown or unavailable.</summary>
    public IInferenceEngine? Engine { get; }

    /// <summary>Of a model that is unavailable: when to ask again; null otherwise.</summary>
    public TimeSpan? RetryAfter { get; private init; }

    public static ModelLease Of(IInferenceEngine engine, Action release) => new(engine, release);

    public static ModelLease Unavailable(TimeSpan retryAfter) => new(null, null) { RetryAfter = retryAfter };

    public void Dispose() => Interlocked.Exchange(ref _release, null)?.Invoke();
}
