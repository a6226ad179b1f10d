using TenantLLM.Inference.Engine;

namespace TenantLLM.Inference.Scheduling;

/// <summary>One text to embed: the mean of its tokens' last hidden states, made a vector of unit length.</summary>
internal sealed class EmbeddingSequence(string tenantId, ReadOnlySpan<int> tokens, int size, CancellationToken cancellation)
    : Sequence(tenantId, conversationId: "", tokens)
{
    private readonly TaskCompletionSource<GenerationFailure?> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly float[] _sum = new float[size];

    /// <summary>Null once <see cref="Vector"/> is there, else why it will not be.</summary>
    public Task<GenerationFailure?> Done => _done.Task;

    /// <summary>The sum of hidden states, and at the end the embedding.</summary>
    public float[] Vector => _sum;

    public override int MostTokens => Length;

    /// <summary>Every token's hidden state is wanted, so every token is computed.</summary>
    public override bool ReusesPrefix => false;

    public override bool IsCancelled => cancellation.IsCancellationRequested;

    public override bool HasEnded => _done.Task.IsCompleted;

    public override void Fail(GenerationFailure failure) => _done.TrySetResult(failure);

    /// <summary>All tokens are in the sum.</summary>
    public void Finish()
    {
        _done.TrySetResult(UnitVector.TryNormalize(_sum) ? null : EngineFailures.Broken);
    }
}
