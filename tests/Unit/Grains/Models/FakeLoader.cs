using System.Collections.Concurrent;
using TenantLLM.Inference.Engine;
using TenantLLM.Inference.Models;

namespace TenantLLM.Unit.Grains.Models;

/// <summary>Loads engines that do nothing, as the test says.</summary>
internal sealed class FakeLoader : IEngineLoader
{
    private int _running;

    /// <summary>Called by each load, on its thread.</summary>
    public Action<ModelOptions, IProgress<double>?> OnLoad { get; set; } = (_, _) => { };

    /// <summary>The engines that were made, in their order.</summary>
    public ConcurrentQueue<FakeEngine> Engines { get; } = [];

    /// <summary>Loads that were begun.</summary>
    public int Loads { get; private set; }

    public void Check(ModelOptions options)
    {
    }

    public IInferenceEngine Load(ModelOptions options, IProgress<double>? progress = null)
    {
        Loads++;
        if (Interlocked.Increment(ref _running) > 1)
            throw new InvalidOperationException("Two models are loaded at once.");
        try
        {
            OnLoad(options, progress);
            var engine = new FakeEngine(options.EffectiveId);
            Engines.Enqueue(engine);
            return engine;
        }
        finally
        {
            Interlocked.Decrement(ref _running);
        }
    }
}

/// <summary>An engine that only knows whether it was disposed of.</summary>
internal sealed class FakeEngine(string id) : IInferenceEngine
{
    private readonly TaskCompletionSource _disposed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ModelInfo Model { get; } = new(id, "fp_0123456789", 512, DateTimeOffset.UnixEpoch);

    public bool IsReady { get; set; } = true;

    public bool IsDisposed => _disposed.Task.IsCompleted;

    public Task DisposedAsync() => _disposed.Task.WaitAsync(TimeSpan.FromSeconds(20));

    public void Forget(string tenantId) => throw new NotSupportedException();

    public Task<EmbeddingResult> EmbedAsync(EmbeddingRequest request, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<PromptTokens> CountTokensAsync(GenerationPrompt prompt, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public IAsyncEnumerable<GenerationUpdate> GenerateAsync(GenerationRequest request, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public ValueTask DisposeAsync()
    {
        _disposed.TrySetResult();
        return ValueTask.CompletedTask;
    }
}
