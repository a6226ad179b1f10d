using System.Text.Json.Nodes;
using TenantLLM.Bench.SingleStream;

namespace TenantLLM.Bench.Servers;

/// <summary>The frames of one streamed answer.</summary>
/// <param name="body">The whole body.</param>
/// <param name="reads">When it came: how much of it was there at each timestamp.</param>
internal sealed class ChatFrames(ReadOnlyMemory<byte> body, IReadOnlyList<(long Timestamp, int Bytes)> reads)
{
    private static ReadOnlySpan<byte> FrameEnd => "\n\n"u8;

    private static ReadOnlySpan<byte> Prefix => "data: "u8;

    /// <exception cref="InvalidDataException">The stream has an error in it, or is not whole.</exception>
    public Answer Answer(AnswerClock clock, long end)
    {
        var (position, read) = (0, 0);
        JsonNode? last = null;
        while (body.Span[position..].IndexOf(FrameEnd) is var length and >= 0)
        {
            var frame = body.Slice(position, length);
            position += length + FrameEnd.Length;
            while (reads[read].Bytes < position)
                read++;
            if (Parse(frame) is not { } chunk)
                continue;
            last = chunk;
            if (HasText(chunk))
                clock.Text(reads[read].Timestamp);
        }

        var tokens = (int?)last?["usage"]?["completion_tokens"] ?? throw new InvalidDataException("The stream has no usage in its last frame.");
        return clock.End(tokens, end) with { StatedTokensPerSecond = (double?)last!["timings"]?["predicted_per_second"] };
    }

    private static bool HasText(JsonNode chunk) =>
        chunk["choices"] is JsonArray { Count: > 0 } choices && !string.IsNullOrEmpty((string?)choices[0]?["delta"]?["content"]);

    /// <returns>Null for what is no chunk: comments and the end of the stream.</returns>
    private static JsonNode? Parse(ReadOnlyMemory<byte> frame)
    {
        var text = frame.Span;
        if (!text.StartsWith(Prefix) || text.EndsWith("[DONE]"u8))
            return null;
        var chunk = JsonNode.Parse(text[Prefix.Length..])!;
        return chunk["error"] is { } error ? throw new InvalidDataException($"The stream failed: {error}") : chunk;
    }
}
