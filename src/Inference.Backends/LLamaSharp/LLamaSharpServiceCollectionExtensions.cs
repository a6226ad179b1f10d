using Microsoft.Extensions.DependencyInjection;
using TenantLLM.Inference.Models;

namespace TenantLLM.Inference.Backends.LLamaSharp;

/// <summary>Registers the LLamaSharp backend.</summary>
public static class LLamaSharpServiceCollectionExtensions
{
    /// <summary>Adds <c>Backend: LLamaSharp</c>: GGUF files on llama.cpp.</summary>
    public static IServiceCollection AddLLamaSharpBackend(this IServiceCollection services)
    {
        services.AddOptions<LLamaSharpOptions>().BindConfiguration(LLamaSharpOptions.Section);
        return services.AddSingleton<IDecoderFactory, LLamaSharpDecoderFactory>();
    }
}
