namespace TenantLLM.Inference.Decoding;

/// <summary>New tokens of one sequence in a batch.</summary>
/// <param name="Sequence">The sequence's number.</param>
/// <param name="Tokens">The tokens to append, at least one.</param>
/// <param name="Start">The position of the first of them: the tokens the sequence holds already.</param>
/// <param name="LogitCount">Logits are wanted after this many of the last tokens: 0 for a prompt's inner chunk, 1 to sample.</param>
public readonly record struct SequenceInput(int Sequence, ReadOnlyMemory<int> Tokens, int Start, int LogitCount);
