using System.Collections.Immutable;
using System.Text.Json;
using TenantLLM.Inference.Engine;

namespace TenantLLM.Inference.Backends.Upstream;

/// <summary>What a frame of a chat completion stream says. Servers differ: whatever is missing, null or of another type says nothing.</summary>
/// <param name="Choices">The choices it speaks of.</param>
/// <param name="Usage">Tokens so far, where it says.</param>
/// <param name="Fault">Of an error in the place of a frame.</param>
internal sealed record ChatFrame(ImmutableArray<ChatFrameChoice> Choices, TokenUsage? Usage, UpstreamFault? Fault)
{
    /// <exception cref="JsonException">It is not JSON.</exception>
    public static ChatFrame Parse(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json);
        var frame = document.RootElement;
        if (frame.ValueKind != JsonValueKind.Object)
            throw new JsonException("a frame is no object");
        var fault = frame.TryGetProperty("error", out var error) && error.ValueKind is JsonValueKind.Object or JsonValueKind.String
            ? UpstreamErrors.OfFrame(error)
            : null;
        return new ChatFrame(
            [.. frame.Items("choices").Where(choice => choice.ValueKind == JsonValueKind.Object).Select(ChatFrameChoice.Of)],
            frame.Object("usage") is { } usage ? UsageOf(usage) : null,
            fault);
    }

    /// <summary>Tokens as <c>usage</c> has them.</summary>
    public static TokenUsage UsageOf(JsonElement usage) => new(
        usage.Number("prompt_tokens"),
        usage.Object("prompt_tokens_details")?.Number("cached_tokens") ?? 0,
        usage.Number("completion_tokens"));
}

/// <summary>What a frame says of a choice.</summary>
/// <param name="Index">The server's number for it.</param>
/// <param name="Text">More text; empty where there is none.</param>
/// <param name="FinishReason">Null while it goes on.</param>
/// <param name="LogProbs">Of the text's tokens, where they were asked for.</param>
internal sealed record ChatFrameChoice(int Index, string Text, string? FinishReason, ImmutableArray<TokenLogProb> LogProbs)
{
    /// <summary>Fields of a delta in which servers send what a reasoning model thinks; it is not part of the answer.</summary>
    private static readonly string[] Thoughts = ["reasoning_content", "reasoning"];

    /// <summary>Whether the model has said something: text, the end, or a thought.</summary>
    public bool IsProgress { get; private init; }

    public static ChatFrameChoice Of(JsonElement choice)
    {
        var delta = choice.Object("delta");
        var text = delta?.Text("content") ?? "";
        var finish = choice.Text("finish_reason");
        return new ChatFrameChoice(
            choice.Number("index"),
            text,
            finish,
            choice.Object("logprobs") is { } logprobs ? [.. logprobs.Items("content").Select(LogProb)] : [])
        {
            IsProgress = text.Length > 0 || finish is { Length: > 0 } || Thoughts.Any(name => delta?.Text(name) is { Length: > 0 }),
        };
    }

    private static TokenLogProb LogProb(JsonElement token) => new(BytesOf(token), token.Float("logprob"))
    {
        Top = [.. token.Items("top_logprobs").Select(one => new TokenLogProb(BytesOf(one), one.Float("logprob")))],
    };

    /// <summary>A token's bytes, or its text's where the server sends none.</summary>
    private static byte[] BytesOf(JsonElement token) => token.Object("bytes", JsonValueKind.Array) is { } bytes
        ? [.. bytes.EnumerateArray().Select(one => one.ValueKind == JsonValueKind.Number && one.TryGetByte(out var value) ? value : (byte)'?')]
        : System.Text.Encoding.UTF8.GetBytes(token.Text("token") ?? "");
}
