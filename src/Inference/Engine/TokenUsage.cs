namespace TenantLLM.Inference.Engine;

/// <summary>Tokens of one generation.</summary>
/// <param name="Prompt">Tokens of the prompt, cached ones included.</param>
/// <param name="Cached">Prompt tokens that needed no prefill.</param>
/// <param name="Completion">Tokens sampled over all choices; the one that ended a turn is not counted, as OpenAI does.</param>
public readonly record struct TokenUsage(int Prompt, int Cached, int Completion);
