using Microsoft.Extensions.Options;
using TenantLLM.Inference.Engine;
using TenantLLM.Inference.Models;

namespace TenantLLM.Grains.Models;

/// <summary>The engines of this silo, by model id.</summary>
internal sealed class ModelCatalogue : IAsyncDisposable
{
    private readonly Dictionary<string, IInferenceEngine> _engines = new(StringComparer.Ordinal);
    private readonly IReadOnlyList<ModelOptions> _options;
    private readonly IEngineLoader _loader;

    public ModelCatalogue(IOptions<ModelsOptions> options, IEngineLoader loader)
    {
        _options = options.Value.Models;
        _loader = loader;
    }

    /// <summary>The loaded models, in the order they are configured.</summary>
    public IReadOnlyList<ModelInfo> Models { get; private set; } = [];

    /// <summary>Loads every model; blocks for seconds.</summary>
    /// <exception cref="ModelLoadException">One cannot be served.</exception>
    public void Load()
    {
        foreach (var options in _options)
        {
            var engine = _loader.Load(options);
            if (!_engines.TryAdd(engine.Model.Id, engine))
                throw new ModelLoadException($"Models: two models are named '{engine.Model.Id}'; give one another Models:<n>:Id.");
            Models = [.. Models, engine.Model];
        }
    }

    /// <summary>The engine of a model; null if no model has that id.</summary>
    public IInferenceEngine? Find(string model) => _engines.GetValueOrDefault(model);

    public async ValueTask DisposeAsync()
    {
        foreach (var engine in _engines.Values)
            await engine.DisposeAsync();
    }
}
