using TenantLLM.Inference.Tokenization;

namespace TenantLLM.Inference.Decoding;

/// <summary>
/// A model that turns tokens into logits and keeps the KV cache of several sequences. It knows token ids only; scheduling,
/// sampling and text are the engine's. Not thread-safe: one thread drives it.
/// </summary>
public interface IDecoder : IDisposable
{
    DecoderInfo Info { get; }

    ITokenizer Tokenizer { get; }

    /// <summary>Runs the model over the new tokens of several sequences, each sequence at most once a call.</summary>
    /// <returns>The wanted logits, in the order of <paramref name="batch"/>; valid until the next call.</returns>
    /// <exception cref="DecoderException">The step failed; the sequences of the batch are undefined and must be dropped.</exception>
    Logits Decode(ReadOnlySpan<SequenceInput> batch);

    /// <summary>Runs a sequence's new tokens as <see cref="Decode"/> does, and adds the hidden state after the last norm of each of them
    /// to a sum: a text's embedding is the mean over its tokens, which may come in several calls.</summary>
    /// <param name="input">The new tokens; its <see cref="SequenceInput.LogitCount"/> is ignored.</param>
    /// <param name="sum"><see cref="DecoderInfo.EmbeddingSize"/> floats.</param>
    /// <exception cref="NotSupportedException">The decoder gives no embeddings.</exception>
    /// <exception cref="DecoderException">The step failed; the sequence is undefined and must be dropped.</exception>
    void Embed(in SequenceInput input, Span<float> sum);

    /// <summary>Forgets all but the first <paramref name="length"/> tokens of a sequence.</summary>
    void Truncate(int sequence, int length);

    /// <summary>Makes <paramref name="destination"/> hold the first <paramref name="length"/> tokens of
    /// <paramref name="source"/>, and nothing else.</summary>
    void CopyPrefix(int source, int destination, int length);

    /// <summary>Copies the first <paramref name="length"/> tokens of a sequence, at least one, out of the cache.</summary>
    SavedSequence Save(int sequence, int length);

    /// <summary>Makes a sequence hold what was saved, and nothing else; bit for bit what it was.</summary>
    void Restore(int sequence, SavedSequence saved);

    /// <summary>Forgets a sequence. One never used is allowed.</summary>
    void Drop(int sequence);
}
