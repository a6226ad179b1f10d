using Microsoft.Extensions.DependencyInjection;
using TenantLLM.Inference.Models;

namespace TenantLLM.Inference.Backends.LLamaSharp;

/// <summary>What a build without LLamaSharp has in its place.</summary>
public static class LLamaSharpServiceCollectionExtensions
{
    /// <summary>Adds the refusal of <c>Backend: LLamaSharp</c>.</summary>
    public static IServiceCollection AddLLamaSharpBackend(this IServiceCollection services) =>
        services.AddSingleton<IDecoderFactory, AbsentDecoderFactory>();
}
