using TenantLLM.Inference.Engine;
using TenantLLM.Inference.Models;

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

    /// <summary>What its tokens cost; null where the operator set no price.</summary>
    public ModelPrice? Price { get; private init; }

    /// <summary>Of a model that is unavailable: when to ask again; null otherwise.</summary>
    public TimeSpan? RetryAfter { get; private init; }

    public static ModelLease Of(IInferenceEngine engine, ModelPrice? price, Action release) => new(engine, release) { Price = price };

    public static ModelLease Unavailable(TimeSpan retryAfter) => new(null, null) { RetryAfter = retryAfter };

    public void Dispose() => Interlocked.Exchange(ref _release, null)?.Invoke();
}
