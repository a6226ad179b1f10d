using System.Buffers;
using System.Collections.ObjectModel;
using System.Diagnostics.CodeAnalysis;
using TenantLLM.Wire.Errors;
using TenantLLM.Wire.Reading;

namespace TenantLLM.Wire.Responses;

/// <summary>The body of <c>POST /v1/responses</c>, checked: what it holds can be honoured.</summary>
public sealed record CreateResponseRequest
{
    public required ResponsePrompt Prompt { get; init; }

    public bool Stream { get; init; }

    /// <summary>Whether frames of text are padded with random characters, so that their size does not betray the text.</summary>
    public bool IncludeObfuscation { get; init; } = true;

    /// <summary>Whether it runs on when nobody reads it; only together with <see cref="Store"/>.</summary>
    public bool IsBackground { get; init; }

    /// <summary>Whether it can be fetched and continued later.</summary>
    public bool Store { get; init; } = true;

    /// <summary>The most tokens to generate; at least 16, as OpenAI has it.</summary>
    public int? MaxOutputTokens { get; init; }

    /// <summary>0 to 2.</summary>
    public double? Temperature { get; init; }

    /// <summary>0 to 1.</summary>
    public double? TopP { get; init; }

    /// <summary>How many of the likeliest tokens are told beside each one's probability, 0 to 20; null: no probabilities. They are asked
    /// for by <c>include</c>, or by a <c>top_logprobs</c> that is not 0.</summary>
    public int? TopLogprobs { get; init; }

    /// <summary>none or medium, as it was given: neither changes anything.</summary>
    public string? ReasoningEffort { get; init; }

    /// <summary>auto or none, as it was given: there are no tools.</summary>
    public string? ToolChoice { get; init; }

    /// <summary>As it was given: there are no tools.</summary>
    public bool ParallelToolCalls { get; init; } = true;

    /// <summary>At most 64 characters.</summary>
    public string? PromptCacheKey { get; init; }

    /// <summary>At most 64 characters.</summary>
    public string? SafetyIdentifier { get; init; }

    /// <summary>At most 64 characters.</summary>
    public string? User { get; init; }

    /// <summary>At most 16 pairs, in the client's order.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>What was asked for; a response that has ended says <c>default</c>.</summary>
    public string? ServiceTier { get; init; }

    /// <summary>Reads a body. Whatever its bytes are, the outcome is a request or an error to answer with; nothing throws.</summary>
    public static bool TryRead(
        in ReadOnlySequence<byte> body,
        [NotNullWhen(true)] out CreateResponseRequest? request,
        [NotNullWhen(false)] out ApiError? error)
    {
        request = JsonBody.Read(body, CreateResponseRequestReader.Read, out error);
        return request is not null;
    }
}
