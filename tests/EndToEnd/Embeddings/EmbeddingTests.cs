using System.Net;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using TenantLLM.EndToEnd.Http;
using TenantLLM.EndToEnd.Servers;
using TenantLLM.TestKit;
using Xunit;

namespace TenantLLM.EndToEnd.Embeddings;

[Collection(StandaloneGroup.Name)]
public class EmbeddingTests(StandaloneFixture standalone)
{
    private const string Route = "/v1/embeddings";

    /// <summary>Of the demo model.</summary>
    private const int Width = 192;

    [Fact]
    public async Task Text_AsNumbers_IsAVectorOfUnitLength()
    {
        using var response = await standalone.Client.PostJsonAsync(Route, Request("Hello, world!"));
        using var body = JsonDocument.Parse(await response.Content.ReadAsStringAsync());

        Assert.Equal((HttpStatusCode.OK, "application/json"), (response.StatusCode, response.Content.Headers.ContentType!.ToString()));
        Assert.Equal("demo", Assert.Single(response.Headers.GetValues("openai-model")));
        Assert.Equal("{object:String,data:[{object:String,index:Number,embedding:[Number]}],model:String,usage:{prompt_tokens:Number,total_tokens:Number}}", JsonShape.Of(body.RootElement));
        var vector = Vectors(body.RootElement).Single();
        Assert.Equal(Width, vector.Length);
        Assert.Equal(1, TensorPrimitives.Norm<float>(vector), 4);
        var usage = body.RootElement.GetProperty("usage");
        Assert.InRange(usage.GetProperty("prompt_tokens").GetInt32(), 2, 20);
        Assert.Equal(usage.GetProperty("prompt_tokens").GetInt32(), usage.GetProperty("total_tokens").GetInt32());
    }

    [Fact]
    public async Task Text_AsBase64_IsTheSameVector()
    {
        var numbers = await EmbedAsync("Hello");
        var base64 = Request("Hello");
        base64["encoding_format"] = "base64";
        var body = await standalone.Client.BodyAsync(Route, base64);

        var bytes = body.GetProperty("data")[0].GetProperty("embedding").GetBytesFromBase64();
        Assert.Equal(numbers, MemoryMarshal.Cast<byte, float>(bytes).ToArray());
    }

    [Fact]
    public async Task Texts_AlikeAndNot_AreNearAndFar()
    {
        var cat = await EmbedAsync("Tell me a story about a cat.");
        var cats = await EmbedAsync("Tell me a story about cats.");
        var sum = await EmbedAsync("3 + 4 = ?");
        Assert.True(TensorPrimitives.Dot<float>(cat, cats) > TensorPrimitives.Dot<float>(cat, sum));
    }

    [Fact]
    public async Task Inputs_OfTwoThousand_AreEmbeddedInTheirOrder()
    {
        var texts = Enumerable.Range(0, 2048).Select(number => $"{number % 100}").ToArray();
        var request = Request(new JsonArray([.. texts.Select(text => JsonValue.Create(text))]));
        var body = await standalone.Client.BodyAsync(Route, request);

        var vectors = Vectors(body);
        Assert.Equal(Enumerable.Range(0, 2048), body.GetProperty("data").EnumerateArray().Select(item => item.GetProperty("index").GetInt32()));
        Assert.True(TensorPrimitives.Dot<float>(await EmbedAsync("42"), vectors[1942]) > 0.9999);
    }

    [Fact]
    public async Task Tokens_FlatAndNested_AreTheSame()
    {
        var flat = await EmbedAsync(new JsonArray(60, 61, 62));
        var nested = await standalone.Client.BodyAsync(Route, Request(new JsonArray(new JsonArray(60, 61, 62), new JsonArray(5))));
        Assert.Equal(2, Vectors(nested).Count);
        Assert.True(TensorPrimitives.Dot<float>(flat, Vectors(nested)[0]) > 0.9999);
    }

    [Fact]
    public async Task Dimensions_Fewer_AreTheFirstOnesAtUnitLength()
    {
        var whole = await EmbedAsync("Hello");
        var request = Request("Hello");
        request["dimensions"] = 8;
        var vector = Vectors(await standalone.Client.BodyAsync(Route, request)).Single();

        Assert.Equal(8, vector.Length);
        Assert.Equal(1, TensorPrimitives.Norm<float>(vector), 5);
        Assert.Equal(whole[0] / whole[7], vector[0] / vector[7], 3);
        request["dimensions"] = Width;
        Assert.Equal(whole, Vectors(await standalone.Client.BodyAsync(Route, request)).Single());
    }

    public static TheoryData<string, int, string?, string?> Faults => new()
    {
        { """{"model":"none","input":"Hi"}""", 404, "model_not_found", "model" },
        { """{"model":"demo"}""", 400, "missing_required_parameter", "input" },
        { """{"model":"demo","input":""}""", 400, "empty_string", "input" },
        { """{"model":"demo","input":[]}""", 400, "empty_array", "input" },
        { """{"model":"demo","input":[1,"a"]}""", 400, "invalid_type", "input[1]" },
        { """{"model":"demo","input":[5000]}""", 400, null, "input" },
        { """{"model":"demo","input":"Hi","dimensions":0}""", 400, "integer_below_min_value", "dimensions" },
        { """{"model":"demo","input":"Hi","dimensions":193}""", 400, "integer_above_max_value", "dimensions" },
        { """{"model":"demo","input":"Hi","encoding_format":"int8"}""", 400, "invalid_value", "encoding_format" },
        { """{"model":"demo","input":"Hi","nonsense":1}""", 400, null, null },
        { $$"""{"model":"demo","input":["Hi","{{new string('a', 100_000)}}"]}""", 400, "context_length_exceeded", "input" },
        { $$"""{"model":"demo","input":[{{Repeated($"[{Repeated("1", 1000)}]", 301)}}]}""", 400, "max_tokens_per_request", "input" },
        { $$"""{"model":"demo","input":[{{Repeated("\"a\"", 2049)}}]}""", 400, "array_above_max_length", "input" },
        { "not json", 400, null, null },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Body_ThatIsWrong_IsRefusedByName(string body, int status, string? code, string? param)
    {
        using var response = await standalone.Client.PostAsync(Route, ChatCalls.Json(body));

        var error = await response.ReadErrorAsync();
        Assert.Equal((status, "invalid_request_error", code, param), (error.Status, error.Type, error.Code, error.Param));
    }

    private static JsonObject Request(JsonNode input) => new() { ["model"] = "demo", ["input"] = input };

    private static string Repeated(string element, int count) => string.Join(',', Enumerable.Repeat(element, count));

    private static IReadOnlyList<float[]> Vectors(JsonElement body) => [.. body.GetProperty("data").EnumerateArray().Select(item =>
        item.GetProperty("embedding").EnumerateArray().Select(number => number.GetSingle()).ToArray())];

    private async Task<float[]> EmbedAsync(JsonNode input) => Vectors(await standalone.Client.BodyAsync(Route, Request(input))).Single();
}
