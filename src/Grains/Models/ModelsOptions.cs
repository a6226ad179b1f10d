using Microsoft.Extensions.Options;
using TenantLLM.Inference.Models;

namespace TenantLLM.Grains.Models;

/// <summary>The models to serve: the keys under <c>Models</c>.</summary>
public sealed class ModelsOptions
{
    [ValidateEnumeratedItems]
    public List<ModelOptions> Models { get; init; } = [];
}
