using TenantLLM.Grains.Abstractions.Sessions;

namespace TenantLLM.Grains.Abstractions.Conversations;

/// <summary>The tokens of a prompt, or why they cannot be told.</summary>
[GenerateSerializer, Immutable, Alias("TenantLLM.InputTokens")]
public sealed record InputTokens([property: Id(0)] int Count, [property: Id(1)] SessionFailure? Failure = null);
