using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using TenantLLM.Inference.Models;

namespace TenantLLM.Grains.Models;

/// <summary>Reads the models from the configuration, key by key: the binder would leave out, without a word, an entry of a list that has
/// one value it cannot read.</summary>
internal sealed class ModelsConfiguration(IConfiguration configuration) : IConfigureOptions<ModelsOptions>
{
    private static readonly string[] Keys =
        [.. typeof(ModelOptions).GetProperties().Where(property => property.CanWrite).Select(property => property.Name).Order(StringComparer.Ordinal)];

    /// <exception cref="ModelLoadException">A key is unknown.</exception>
    /// <exception cref="InvalidOperationException">A value cannot be read.</exception>
    public void Configure(ModelsOptions options)
    {
        foreach (var section in configuration.GetSection(nameof(ModelsOptions.Models)).GetChildren())
            options.Models.Add(Bind(section, new ModelOptions()));
        options.ModelDirectory = configuration[nameof(ModelsOptions.ModelDirectory)] is { Length: > 0 } folder ? folder : null;
        Bind(configuration.GetSection(nameof(ModelsOptions.ModelDefaults)), options.ModelDefaults);
    }

    private static ModelOptions Bind(IConfigurationSection section, ModelOptions model)
    {
        foreach (var child in section.GetChildren())
        {
            if (!Keys.Contains(child.Key, StringComparer.OrdinalIgnoreCase))
                throw new ModelLoadException($"{child.Path} is no setting of a model. There are {string.Join(", ", Keys)}.");
        }

        section.Bind(model, binder => binder.ErrorOnUnknownConfiguration = true);
        return model;
    }
}
