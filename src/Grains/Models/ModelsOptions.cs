using Microsoft.Extensions.Options;
using TenantLLM.Inference.Models;

namespace TenantLLM.Grains.Models;

/// <summary>The models to serve.</summary>
public sealed class ModelsOptions
{
    /// <summary>The keys under <c>Models:&lt;n&gt;</c>.</summary>
    [ValidateEnumeratedItems]
    public List<ModelOptions> Models { get; init; } = [];

    /// <summary>A folder in which every <c>*.gguf</c> file is a model, named as the file without its ending; null: none. Files that come
    /// and go are noticed.</summary>
    public string? ModelDirectory { get; set; }

    /// <summary>What the models of <see cref="ModelDirectory"/> have in common: the keys of a model, but not its name and place.</summary>
    [ValidateObjectMembers]
    public ModelOptions ModelDefaults { get; init; } = new();
}
