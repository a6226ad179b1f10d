namespace TenantLLM.Grains.Models;

/// <summary>The models of the model directory, kept in step with the files that lie there: looked at when someone asks, and not
/// again within seconds.</summary>
/// <param name="directory">The folder.</param>
/// <param name="isConfigured">Whether a configured model has an id: it wins.</param>
internal sealed class FoundModels(ModelDirectory directory, Predicate<string> isConfigured, ModelEngines engines) : IDisposable
{
    private static readonly TimeSpan Freshness = TimeSpan.FromSeconds(2);

    private readonly SemaphoreSlim _refreshing = new(1);
    private ImmutableArray<(ModelFileVersion File, ServedModel Model)> _models = [];
    private long? _refreshed;

    public IEnumerable<ServedModel> Models => _models.Select(found => found.Model);

    public ServedModel? Find(string id) => _models.FirstOrDefault(found => found.File.Id == id).Model;

    /// <summary>Looks at the folder, if the last look was seconds ago. A model whose file is gone or was replaced is taken out of
    /// service; what runs on it runs to its end.</summary>
    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        if (IsFresh)
            return;
        await _refreshing.WaitAsync(cancellationToken);
        try
        {
            if (!IsFresh)
                Replace(await Task.Run(directory.Scan, cancellationToken));
        }
        finally
        {
            _refreshing.Release();
        }
    }

    public void Dispose() => _refreshing.Dispose();

    private bool IsFresh => _refreshed is { } last && engines.Clock.GetElapsedTime(last) < Freshness;

    private void Replace(IReadOnlyList<ModelFileVersion> files)
    {
        var before = _models.ToDictionary(found => found.File, found => found.Model);
        _models =
        [
            .. files.Where(file => !isConfigured(file.Id)).Select(file =>
                (file, before.Remove(file, out var model) ? model : new ServedModel(directory.OptionsOf(file), engines))),
        ];
        foreach (var gone in before.Values)
            gone.Retire();
        _refreshed = engines.Clock.GetTimestamp();
    }
}
