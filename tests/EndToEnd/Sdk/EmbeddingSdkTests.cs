using System.ClientModel;
using System.ClientModel.Primitives;
using System.Numerics.Tensors;
using OpenAI;
using OpenAI.Embeddings;
using TenantLLM.EndToEnd.Servers;
using Xunit;

namespace TenantLLM.EndToEnd.Sdk;

/// <summary>The official OpenAI package for .NET as the judge of embeddings; it asks for base64.</summary>
[Collection(StandaloneGroup.Name)]
public class EmbeddingSdkTests(StandaloneFixture standalone)
{
    [Fact]
    public async Task Embedding_OfAText_IsUnderstood()
    {
        OpenAIEmbedding embedding = await Client("demo").GenerateEmbeddingAsync("Hello, world!");
        Assert.Equal((0, 192), (embedding.Index, embedding.ToFloats().Length));
        Assert.Equal(1, TensorPrimitives.Norm<float>(embedding.ToFloats().Span), 4);
    }

    [Fact]
    public async Task Embeddings_OfTextsAndTokens_AreUnderstood()
    {
        OpenAIEmbeddingCollection texts = await Client("demo").GenerateEmbeddingsAsync(["One", "Two", "Three"]);
        OpenAIEmbeddingCollection tokens = await Client("demo").GenerateEmbeddingsAsync([new ReadOnlyMemory<int>([60, 61]), new([62])]);

        Assert.Equal([0, 1, 2], texts.Select(embedding => embedding.Index));
        Assert.Equal(2, tokens.Count);
        Assert.Equal("demo", texts.Model);
        Assert.Equal(texts.Usage.InputTokenCount, texts.Usage.TotalTokenCount);
        Assert.True(texts.Usage.InputTokenCount >= 3);
    }

    [Fact]
    public async Task Dimensions_OfThePackage_AreHonoured()
    {
        OpenAIEmbedding embedding = await Client("demo").GenerateEmbeddingAsync("Hello", new EmbeddingGenerationOptions { Dimensions = 16 });
        Assert.Equal(16, embedding.ToFloats().Length);
    }

    [Fact]
    public async Task Errors_OfAllKinds_CarryTheirStatus()
    {
        Assert.Equal(404, await StatusAsync(Client("none").GenerateEmbeddingAsync("Hi")));
        Assert.Equal(400, await StatusAsync(Client("demo").GenerateEmbeddingsAsync([""])));
        Assert.Equal(400, await StatusAsync(Client("demo").GenerateEmbeddingAsync("Hi", new EmbeddingGenerationOptions { Dimensions = -42 })));
    }

    private static async Task<int> StatusAsync(Task call) => (await Assert.ThrowsAsync<ClientResultException>(() => call)).Status;

    private EmbeddingClient Client(string model) => new OpenAIClient(
        new ApiKeyCredential(standalone.Server.Key),
        new OpenAIClientOptions { Endpoint = new Uri($"{standalone.Server.Url}/v1"), RetryPolicy = new ClientRetryPolicy(maxRetries: 0) })
        .GetEmbeddingClient(model);
}
