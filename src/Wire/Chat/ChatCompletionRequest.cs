using System.Buffers;
using System.Collections.ObjectModel;
using System.Diagnostics.CodeAnalysis;
using TenantLLM.Wire.Errors;
using TenantLLM.Wire.Reading;

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

    /// <summary>0 to 2.</summary>
    public double? Temperature { get; init; }

    /// <summary>0 to 1.</summary>
    public double? TopP { get; init; }

    /// <summary>-2 to 2.</summary>
    public double? FrequencyPenalty { get; init; }

    /// <summary>-2 to 2.</summary>
    public double? PresencePenalty { get; init; }

    /// <summary>Added to the logits of tokens, by token id. At most 1,024, each -100 to 100; an id may be no token of the model.</summary>
    public IReadOnlyDictionary<int, double> LogitBias { get; init; } = ReadOnlyDictionary<int, double>.Empty;

    public long? Seed { get; init; }

    /// <summary>Not OpenAI's, as in vLLM and llama.cpp: the most likely tokens to choose from; 0: all.</summary>
    public int? TopK { get; init; }

    /// <summary>Not OpenAI's, as in vLLM and llama.cpp: how likely a token must be, as a share of the likeliest one's probability. 0 to
    /// 1.</summary>
    public double? MinP { get; init; }

    /// <summary>Not OpenAI's, as in vLLM: divides the logits of tokens that prompt or answer have already. 0.01 to 10.</summary>
    public double? RepetitionPenalty { get; init; }

    /// <summary><c>n</c>: how many answers. 1 to 128.</summary>
    public int Choices { get; init; } = 1;

    /// <summary>How many of the likeliest tokens are told beside each one's probability, 0 to 20; null: no probabilities.</summary>
    public int? TopLogprobs { get; init; }

    /// <summary>At most four, none empty.</summary>
    public IReadOnlyList<string> Stop { get; init; } = [];

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
