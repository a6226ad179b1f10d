using System.Buffers;
using System.Text;
using TenantLLM.Wire.Embeddings;
using TenantLLM.Wire.Errors;
using Xunit;

namespace TenantLLM.Unit.Wire.Embeddings;

internal static class EmbeddingSample
{
    /// <summary>A request body: model and input, and these fields.</summary>
    public static string Body(string fields) => $$"""{"model":"demo","input":"Hi"{{(fields.Length > 0 ? "," : "")}}{{fields}}}""";

    /// <summary>A request body with this input.</summary>
    public static string BodyOf(string input) => $$"""{"model":"demo","input":{{input}}}""";

    public static CreateEmbeddingRequest Read(string body)
    {
        var isRead = CreateEmbeddingRequest.TryRead(new ReadOnlySequence<byte>(Encoding.UTF8.GetBytes(body)), out var request, out var error);
        Assert.True(isRead, error?.Message);
        return request!;
    }

    public static ApiError ReadError(string body)
    {
        Assert.False(CreateEmbeddingRequest.TryRead(new ReadOnlySequence<byte>(Encoding.UTF8.GetBytes(body)), out _, out var error));
        return error!;
    }
}
