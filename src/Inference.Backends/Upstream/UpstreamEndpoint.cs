using TenantLLM.Inference.Models;

namespace TenantLLM.Inference.Backends.Upstream;

/// <summary>A model of a server, and how patient we are with it.</summary>
internal sealed class UpstreamEndpoint(Uri address, string model, ModelOptions options)
{
    /// <summary>The server's name for the model.</summary>
    public string Model => model;

    /// <summary>The address as logs show it.</summary>
    public string Place { get; } = $"{address.Scheme}://{address.Authority}{address.AbsolutePath}";

    public ModelOptions Options => options;

    /// <summary>An address below the base.</summary>
    /// <param name="route">For example <c>chat/completions</c>.</param>
    public Uri At(string route) => new($"{address.AbsoluteUri.TrimEnd('/')}/{route}");

    /// <summary>A text of the server's without the key, should it repeat it.</summary>
    public string Redact(string text) => options.ApiKey is { } key ? text.Replace(key, "***", StringComparison.Ordinal) : text;
}
