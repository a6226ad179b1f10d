using System.Buffers;
using System.Collections.ObjectModel;
using System.Diagnostics.CodeAnalysis;
using TenantLLM.Wire.Chat;
using TenantLLM.Wire.Errors;
using TenantLLM.Wire.Inputs;
using TenantLLM.Wire.Reading;

namespace TenantLLM.Wire.Completions;

/// <summary>The body of <c>POST /v1/completions</c>, checked: what it holds can be honoured.</summary>
public sealed record CreateCompletionRequest
{
    public required string Model { get; init; }

    /// <summary>At least one; an empty text is the beginning of a document.</summary>
    public required IReadOnlyList<TextInput> Prompts { get; init; }

    /// <summary><c>n</c>: how many answers to each prompt. 1 to 128.</summary>
    public int Choices { get; init; } = 1;

    /// <summary><c>best_of</c>: how many answers are generated for each prompt, of which the likeliest <see cref="Choices"/> are told.</summary>
    public int Candidates { get; init; } = 1;

    /// <summary>Whether a choice begins with its prompt.</summary>
    public bool Echo { get; init; }

    /// <summary>How many of the likeliest tokens are told beside each one's probability, 0 to 5; null: no probabilities.</summary>
    public int? Logprobs { get; init; }

    /// <summary>The most tokens to generate; at least 0.</summary>
    public int MaxTokens { get; init; } = 16;

    public bool Stream { get; init; }

    /// <summary>What frames carry; the defaults where the request does not stream.</summary>
    public ChatStreamOptions StreamOptions { get; init; } = ChatStreamOptions.Default;

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

    /// <summary>As <see cref="ChatCompletionRequest.TopK"/>.</summary>
    public int? TopK { get; init; }

    /// <summary>As <see cref="ChatCompletionRequest.MinP"/>.</summary>
    public double? MinP { get; init; }

    /// <summary>As <see cref="ChatCompletionRequest.RepetitionPenalty"/>.</summary>
    public double? RepetitionPenalty { get; init; }

    /// <summary>At most four, none empty.</summary>
    public IReadOnlyList<string> Stop { get; init; } = [];

    /// <summary>At most 64 characters.</summary>
    public string? User { get; init; }

    /// <summary>Reads a body. Whatever its bytes are, the outcome is a request or an error to answer with; nothing throws.</summary>
    public static bool TryRead(
        in ReadOnlySequence<byte> body,
        [NotNullWhen(true)] out CreateCompletionRequest? request,
        [NotNullWhen(false)] out ApiError? error)
    {
        request = JsonBody.Read(body, CreateCompletionRequestReader.Read, out error);
        return request is not null;
    }
}
