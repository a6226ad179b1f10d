using System.IO.Hashing;
using System.Text;

namespace TenantLLM.Grains.Abstractions.Embeddings;

/// <summary>Names of a tenant's embedding grains: a few for each model, so that its requests spread over the silos that host it.</summary>
public static class EmbeddingsKey
{
    private const int GrainsOfAModel = 8;

    /// <param name="model">The model; its name comes from a request, and may be any text.</param>
    /// <param name="requestId">The request; its parts stay together.</param>
    public static string Of(string model, string requestId) =>
        $"embd_{XxHash3.HashToUInt64(Encoding.UTF8.GetBytes(model)):x16}_{XxHash3.HashToUInt64(Encoding.UTF8.GetBytes(requestId)) % GrainsOfAModel}";
}
