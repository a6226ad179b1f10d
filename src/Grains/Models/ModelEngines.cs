using Microsoft.Extensions.Logging;
using TenantLLM.Inference.Engine;
using TenantLLM.Inference.Models;

namespace TenantLLM.Grains.Models;

/// <summary>Loads models one after the other: two at once would fight for the disk, and for memory that neither may keep.</summary>
internal sealed partial class ModelEngines(IEngineLoader loader, TimeProvider clock, ILogger<ModelCatalogue> log) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1);

    public TimeProvider Clock => clock;

    public ILogger Log => log;

    /// <exception cref="ModelLoadException">It cannot be served.</exception>
    public async Task<IInferenceEngine> LoadAsync(ModelOptions options, IProgress<double> progress)
    {
        await _turn.WaitAsync();
        try
        {
            LogLoading(options.EffectiveId, options.Backend);
            return await Task.Run(() => loader.Load(options, progress));
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    [LoggerMessage(Level = LogLevel.Information, Message = "Model {Model} is being loaded with {Backend}")]
    private partial void LogLoading(string model, string backend);
}
