namespace TenantLLM.Bench.SingleStream;

/// <summary>A question, and the length its answer is cut at.</summary>
internal sealed record StreamPrompt(int Round, string Text, int Tokens);
