namespace TenantLLM.Bench.SingleStream;

/// <summary>A question, and the length its answer is cut at.</summary>
/// <param name="Number">No two prompts of a run have the same.</param>
/// <param name="Text">The question.</param>
/// <param name="Tokens">Tokens of the answer.</param>
internal sealed record StreamPrompt(int Number, string Text, int Tokens);
