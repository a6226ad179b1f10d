using Microsoft.Extensions.DependencyInjection;
using TenantLLM.Inference.Models;

namespace TenantLLM.Inference.Backends.Onnx;

/// <summary>Registers the ONNX Runtime backend.</summary>
public static class OnnxServiceCollectionExtensions
{
    /// <summary>Adds <c>Backend: Onnx</c>: GGUF files on ONNX Runtime.</summary>
    public static IServiceCollection AddOnnxBackend(this IServiceCollection services) =>
        services.AddSingleton<IDecoderFactory, OnnxDecoderFactory>();
}
