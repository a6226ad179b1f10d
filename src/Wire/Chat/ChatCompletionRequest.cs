using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using TenantLLM.Wire.Errors;
using TenantLLM.Wire.Reading;
using TenantLLM.Wire.Sampling;

namespace TenantLLM.Wire.Chat;

/// <summary>The body of <c>POST /v1/chat/completions</c>, checked: what it holds can be honoured.</summary>
public sealed record ChatCompletionRequest
{
    public required string Model { get; init; }

    /// <summary>At least one; tool messages answer the calls before them.</summary>
    public required IReadOnlyList<ChatRequestMessage> Messages { get; init; }

    public bool Stream { get; init; }

    /// <summary>What frames carry; the defaults where the request does not stream.</summary>
    public ChatStreamOptions StreamOptions { get; init; } = ChatStreamOptions.Default;

    /// <summary>The most tokens to generate, from either of the two parameters; at least 1.</summary>
    public int? MaxCompletionTokens { get; init; }

    public SamplingParameters Sampling { get; init; } = SamplingParameters.Default;

    /// <summary><c>n</c>: how many answers. 1 to 128.</summary>
    public int Choices { get; init; } = 1;

    /// <summary>How many of the likeliest tokens are told beside each one's probability, 0 to 20; null: no probabilities.</summary>
    public int? TopLogprobs { get; init; }

    /// <summary>At most 64 characters.</summary>
    public string? PromptCacheKey { get; init; }

    /// <summary>At most 64 characters.</summary>
    public string? SafetyIdentifier { get; init; }

    /// <summary>At most 64 characters.</summary>
    public string? User { get; init; }

    /// <summary>At most 16 pairs.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();

    /// <summary>How hard to think; only some models can be told.</summary>
    public string? ReasoningEffort { get; init; }

    /// <summary>Whether the answer is stored for its project to list and fetch (true), or the request leaves no trace at all (false); null
    /// where it does not say: the conversation is kept, and nothing to fetch.</summary>
    public bool? Store { get; init; }

    /// <summary>What was asked for; answers say <c>default</c>.</summary>
    public string? ServiceTier { get; init; }

    /// <summary>Reads a body. Whatever its bytes are, the outcome is a request or an error to answer with; nothing throws.</summary>
    public static bool TryRead(
        ReadOnlyMemory<byte> body,
        [NotNullWhen(true)] out ChatCompletionRequest? request,
        [NotNullWhen(false)] out ApiError? error)
    {
        request = JsonBody.Read(body, ChatCompletionRequestReader.Read, out error);
        return request is not null;
    }

    /// <inheritdoc cref="TryRead(ReadOnlyMemory{byte}, out ChatCompletionRequest?, out ApiError?)"/>
    public static bool TryRead(
        in ReadOnlySequence<byte> body,
        [NotNullWhen(true)] out ChatCompletionRequest? request,
        [NotNullWhen(false)] out ApiError? error)
    {
        request = JsonBody.Read(body, ChatCompletionRequestReader.Read, out error);
        return request is not null;
    }
}
