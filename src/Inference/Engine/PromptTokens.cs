namespace TenantLLM.Inference.Engine;

/// <summary>The tokens of a prompt, or why they cannot be told.</summary>
/// <param name="Count">Of the rendered prompt, whether it fits the context or not; 0 after a failure.</param>
/// <param name="Failure">Null where they were counted.</param>
public sealed record PromptTokens(int Count, GenerationFailure? Failure = null);
