using System.Text;
using System.Text.Json.Nodes;

namespace TenantLLM.Bench.Servers;

/// <summary>One streamed answer as it came. Its frames are read when they are asked for.</summary>
/// <param name="started">When the request was sent.</param>
/// <param name="body">The body, as far as it was read.</param>
/// <param name="reads">When it came: how much of it was there at each timestamp.</param>
/// <param name="end">When it ended.</param>
internal sealed class ChatStream(long started, ReadOnlyMemory<byte> body, IReadOnlyList<(long Timestamp, int Bytes)> reads, long end)
{
    private static ReadOnlySpan<byte> FrameEnd => "\n\n"u8;

    private static ReadOnlySpan<byte> Prefix => "data: "u8;

    public long Started => started;

    /// <summary>When each piece of text came.</summary>
    public IReadOnlyList<long> Texts() => [.. Chunks().Where(frame => Text(frame.Chunk).Length > 0).Select(frame => frame.Timestamp)];

    /// <summary>All of the text.</summary>
    public string Text() => Chunks().Aggregate(new StringBuilder(), (text, frame) => text.Append(Text(frame.Chunk))).ToString();

    /// <exception cref="InvalidDataException">The stream has an error in it, or is not whole.</exception>
    public Answer Answer()
    {
        var clock = new AnswerClock(started);
        JsonNode? last = null;
        foreach (var (chunk, timestamp) in Chunks())
        {
            last = chunk;
            if (Text(chunk).Length > 0)
                clock.Text(timestamp);
        }

        if (last?["usage"] is not { } usage || (int?)usage["completion_tokens"] is not { } tokens)
            throw new InvalidDataException("The stream has no usage in its last frame.");
        return clock.End(tokens, end) with
        {
            PromptTokens = (int?)usage["prompt_tokens"] ?? 0,
            CachedTokens = (int?)usage["prompt_tokens_details"]?["cached_tokens"] ?? (int?)last["timings"]?["cache_n"] ?? 0,
            StatedTokensPerSecond = (double?)last["timings"]?["predicted_per_second"],
        };
    }

    private static string Text(JsonNode chunk) =>
        chunk["choices"] is JsonArray { Count: > 0 } choices ? (string?)choices[0]?["delta"]?["content"] ?? "" : "";

    private IEnumerable<(JsonNode Chunk, long Timestamp)> Chunks()
    {
        var (position, read) = (0, 0);
        while (body.Span[position..].IndexOf(FrameEnd) is var length and >= 0)
        {
            var frame = body.Slice(position, length);
            position += length + FrameEnd.Length;
            while (reads[read].Bytes < position)
                read++;
            if (Parse(frame) is { } chunk)
                yield return (chunk, reads[read].Timestamp);
        }
    }

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
