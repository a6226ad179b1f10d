using System.Runtime.InteropServices;
using System.Text.Json;
using TenantLLM.TestKit;
using TenantLLM.Wire.Embeddings;
using TenantLLM.Wire.Json;
using Xunit;

namespace TenantLLM.Unit.Wire.Embeddings;

public class EmbeddingBodyTests
{
    private const string Recorded = "EmbeddingsTests/EmbeddingFromStringAndEmbeddingFromTokenIdsAreEqual";

    [Fact]
    public void Embeddings_AsNumbers_AreThis() => Assert.Equal(
        """
        {
          "object": "list",
          "data": [
            {
              "object": "embedding",
              "index": 0,
              "embedding": [
                0.6,
                -0.8
              ]
            },
            {
              "object": "embedding",
              "index": 1,
              "embedding": [
                1,
                -2.0458236E-05
              ]
            }
          ],
          "model": "demo",
          "usage": {
            "prompt_tokens": 7,
            "total_tokens": 7
          }
        }
        """,
        Body(isBase64: false));

    [Fact]
    public void Embeddings_AsBase64_AreLittleEndianFloats()
    {
        using var body = JsonDocument.Parse(Body(isBase64: true));
        var text = body.RootElement.GetProperty("data")[0].GetProperty("embedding").GetString()!;
        Assert.Equal("mpkZP83MTL8=", text);
        Assert.Equal([0.6f, -0.8f], MemoryMarshal.Cast<byte, float>(Convert.FromBase64String(text)).ToArray());
    }

    [Fact]
    public void Embeddings_AsBase64_EscapeNoPlus() =>
        Assert.DoesNotContain("\\u", Json(new EmbeddingVector(new byte[] { 0xFB, 0xEF, 0xBE, 0xFF }, IsBase64: true)), StringComparison.Ordinal);

    [SharedFact($"openai/recordings/{Recorded}.json")]
    public void Embeddings_BesideOpenAIs_HaveTheSameShape() => Assert.All(
        Recording.Responses(Recorded), recorded => Assert.Equal(JsonShape.Of(recorded), JsonShape.Of(Body(isBase64: true))));

    [SharedFact(OpenApiDocument.SharedPath)]
    public void Embeddings_AsNumbers_FitTheDocument()
    {
        using var body = JsonDocument.Parse(Body(isBase64: false));
        Assert.Empty(OpenApiDocument.Shared.Faults("CreateEmbeddingResponse", body.RootElement));
    }

    private static string Json(EmbeddingVector vector) => JsonSerializer.Serialize(
        new EmbeddingList { Data = [new() { Index = 0, Embedding = vector }], Model = "demo", Usage = new(7) }, WireJson.Bodies.EmbeddingList);

    private static string Body(bool isBase64)
    {
        var list = new EmbeddingList
        {
            Data =
            [
                new() { Index = 0, Embedding = Vector(0.6f, -0.8f) },
                new() { Index = 1, Embedding = Vector(1, -0.000020458236f) },
            ],
            Model = "demo",
            Usage = new EmbeddingUsage(7),
        };
        return JsonSerializer.Serialize(list, WireJson.Bodies.EmbeddingList);

        EmbeddingVector Vector(params float[] numbers) => new(MemoryMarshal.AsBytes(numbers.AsSpan()).ToArray(), isBase64);
    }
}
