using Microsoft.Extensions.DependencyInjection;
using TenantLLM.Inference.Models;

namespace TenantLLM.Inference.Backends.Upstream;

/// <summary>Registers the backend for servers that speak OpenAI's API.</summary>
public static class UpstreamServiceCollectionExtensions
{
    /// <summary>Adds <c>Backend: Upstream</c>: vLLM, llama-server, Ollama, OpenAI and others.</summary>
    public static IServiceCollection AddUpstreamBackend(this IServiceCollection services) =>
        services.AddSingleton<IEngineFactory, UpstreamEngineFactory>();
}
