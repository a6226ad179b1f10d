using TenantLLM.Inference.Decoding;

namespace TenantLLM.Inference.Backends.Decoding;

/// <summary>Refuses what a caller must not ask of a decoder, before anything is changed.</summary>
/// <param name="lengthOf">Tokens a sequence holds.</param>
/// <param name="sequences">Sequences are 0 to this, exclusive.</param>
/// <param name="vocabulary">Tokens are 0 to this, exclusive.</param>
/// <param name="context">Tokens a sequence can hold.</param>
internal sealed class DecoderArguments(Func<int, int> lengthOf, int sequences, int vocabulary, int context)
{
    public void Input(in SequenceInput input)
    {
        Sequence(input.Sequence);
        var held = lengthOf(input.Sequence);
        if (input.Tokens.IsEmpty)
            throw new ArgumentException($"Sequence {input.Sequence} has no tokens to append.");
        if (input.Start != held)
            throw new ArgumentException($"Sequence {input.Sequence} holds {held} tokens; its input starts at {input.Start}.");
        if (input.Tokens.Length > context - held)
            throw new ArgumentException(
                $"Sequence {input.Sequence} would hold {(long)held + input.Tokens.Length} tokens; the context is {context}.");
        if (input.LogitCount < 0 || input.LogitCount > input.Tokens.Length)
            throw new ArgumentException($"Sequence {input.Sequence} wants {input.LogitCount} logits of {input.Tokens.Length} tokens.");
        foreach (var token in input.Tokens.Span)
        {
            if ((uint)token >= (uint)vocabulary)
                throw new ArgumentException($"Token {token} of sequence {input.Sequence} is outside the vocabulary of {vocabulary}.");
        }
    }

    public void Held(int sequence, int length)
    {
        Sequence(sequence);
        if (length < 0 || length > lengthOf(sequence))
            throw new ArgumentException($"Sequence {sequence} holds {lengthOf(sequence)} tokens, not {length}.");
    }

    public void Sequence(int sequence)
    {
        if ((uint)sequence >= (uint)sequences)
            throw new ArgumentException($"There is no sequence {sequence}: {sequences} can be held.");
    }
}
