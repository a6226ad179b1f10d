using Microsoft.Extensions.Options;
using TenantLLM.Grains.Abstractions.Models;
using TenantLLM.Grains.Abstractions.Placement;
using TenantLLM.Inference.Models;

namespace TenantLLM.Grains.Models;

/// <summary>The models of this silo: those that are configured, and those that lie in the model directory.</summary>
internal sealed class ModelCatalogue : IAsyncDisposable
{
    private readonly IEngineLoader _loader;
    private readonly ModelsOptions _options;
    private readonly Dictionary<string, ServedModel> _configured;
    private readonly FoundModels? _found;

    public ModelCatalogue(IOptions<ModelsOptions> options, IEngineLoader loader, ModelEngines engines, ModelMetrics metrics)
    {
        _options = options.Value;
        _loader = loader;
        _configured = _options.Models.Select(model => new ServedModel(model, engines)).ToDictionary(model => model.Id, StringComparer.Ordinal);
        if (_options.ModelDirectory is { } folder)
            _found = new FoundModels(new ModelDirectory(folder, _options.ModelDefaults, engines.Log), _configured.ContainsKey, engines);
        metrics.Observe(() => Served.Select(model => model.Describe()));
    }

    private IEnumerable<ServedModel> Served =>
        _options.Models.Select(model => _configured[model.EffectiveId]).Concat(_found?.Models ?? []);

    /// <summary>Loads the models that are to be loaded at start, one after the other.</summary>
    /// <exception cref="ModelLoadException">One cannot be served, or is configured so that it never can.</exception>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        foreach (var options in _options.Models)
            _loader.Check(options);
        if (_found is not null)
        {
            _loader.Check(_options.ModelDefaults with { Path = "any.gguf" });
            await _found.RefreshAsync(cancellationToken);
        }

        foreach (var model in Served.Where(model => (model.Options.Load ?? ModelLoad.Start) == ModelLoad.Start).ToList())
            await model.LoadAsync().WaitAsync(cancellationToken);
    }

    /// <summary>All models that can be asked for.</summary>
    public async Task<ImmutableArray<ModelDescription>> ListAsync(CancellationToken cancellationToken)
    {
        if (_found is not null)
            await _found.RefreshAsync(cancellationToken);
        return [.. Served.Select(model => model.Describe())];
    }

    /// <summary>Whether a model can be asked for here, as far as was seen at the last look.</summary>
    public bool Serves(string id) => Find(id) is not null;

    /// <summary>What is served, and how much of it is in use.</summary>
    public ImmutableArray<HostedModel> Report() => [.. Served.Select(model => model.Report())];

    /// <summary>Takes a lease on a model, and loads it first where it is not; that may take seconds.</summary>
    /// <returns>A lease with an engine; or without, if no model has that id or the model cannot be loaded now.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async Task<ModelLease> AcquireAsync(string id, CancellationToken cancellationToken)
    {
        if (Find(id) is { } known)
            return await known.AcquireAsync(cancellationToken);
        if (_found is null)
            return ModelLease.Unknown;

        // It may have been put there since the last look.
        await _found.RefreshAsync(cancellationToken);
        return Find(id) is { } found ? await found.AcquireAsync(cancellationToken) : ModelLease.Unknown;
    }

    /// <summary>Drops what the engines keep of a tenant between its requests.</summary>
    public void Forget(string tenantId)
    {
        foreach (var model in Served.ToList())
            model.Forget(tenantId);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var model in Served.ToList())
            await model.DisposeAsync();
        _found?.Dispose();
    }

    private ServedModel? Find(string id) => _configured.GetValueOrDefault(id) ?? _found?.Find(id);
}
