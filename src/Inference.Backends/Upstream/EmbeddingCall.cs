using System.Collections.Immutable;
using System.Text.Json;
using TenantLLM.Inference.Engine;

namespace TenantLLM.Inference.Backends.Upstream;

/// <summary>The bodies of <c>POST /embeddings</c>.</summary>
internal static class EmbeddingCall
{
    /// <summary>The largest answer that is read: some 2,000 vectors of 3,000 numbers as text.</summary>
    public const int MaxAnswerBytes = 1 << 27;

    /// <returns>Null where texts and tokens are mixed, which the API has no words for.</returns>
    public static byte[]? Write(EmbeddingRequest request, UpstreamEndpoint endpoint)
    {
        if (request.Inputs.Select(input => input.GetType()).Distinct().Count() > 1)
            return null;
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteString("model", endpoint.Model);
            json.WriteString("encoding_format", "float");
            json.WriteStartArray("input");
            foreach (var input in request.Inputs)
                Write(json, input);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return stream.ToArray();
    }

    /// <returns>Null if it is not the answer to so many inputs.</returns>
    /// <exception cref="JsonException">It is not JSON.</exception>
    public static EmbeddingResult? Read(ReadOnlyMemory<byte> body, int inputs)
    {
        using var document = JsonDocument.Parse(body);
        var vectors = new ReadOnlyMemory<float>[inputs];
        foreach (var item in document.RootElement.Items("data"))
        {
            var index = item.Number("index");
            if (index < inputs && item.Object("embedding", JsonValueKind.Array) is { } numbers)
                vectors[index] = Unit([.. numbers.EnumerateArray().Select(Float)]);
        }

        var isWhole = vectors.All(vector => vector.Length > 0 && vector.Length == vectors[0].Length);
        var tokens = document.RootElement.Object("usage")?.Number("prompt_tokens") ?? 0;
        return isWhole ? new EmbeddingResult(ImmutableArray.Create(vectors), tokens) : null;
    }

    private static void Write(Utf8JsonWriter json, RawText input)
    {
        if (input is RawText.OfText text)
        {
            json.WriteStringValue(text.Text);
            return;
        }

        json.WriteStartArray();
        foreach (var token in ((RawText.OfTokens)input).Tokens.Span)
            json.WriteNumberValue(token);
        json.WriteEndArray();
    }

    private static float Float(JsonElement number) =>
        number.ValueKind == JsonValueKind.Number && number.TryGetSingle(out var value) ? value : 0;

    private static float[] Unit(float[] vector)
    {
        return UnitVector.TryNormalize(vector) ? vector : [];
    }
}
