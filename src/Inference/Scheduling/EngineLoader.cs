using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using TenantLLM.Inference.ChatTemplates;
using TenantLLM.Inference.Engine;
using TenantLLM.Inference.Models;

namespace TenantLLM.Inference.Scheduling;

/// <summary>Loads a model with the backend its options name, and puts an engine above it.</summary>
internal sealed partial class EngineLoader(
    IEnumerable<IDecoderFactory> backends,
    IOptions<SchedulerOptions> scheduling,
    SchedulerMetrics metrics,
    TimeProvider clock,
    ILoggerFactory logs) : IEngineLoader
{
    /// <summary>What is taken for swapped sequences where the options say nothing, and an eighth of the memory is more.</summary>
    private const long MostSwap = 8L << 30;

    private readonly ILogger _log = logs.CreateLogger<EngineLoader>();

    public IInferenceEngine Load(ModelOptions options)
    {
        var started = clock.GetTimestamp();
        var file = ModelFile.Locate(options.Path);
        var decoder = Backend(options).Load(options with
        {
            Path = file.FullName,
            Parallel = options.Parallel + scheduling.Value.ExpressPlaces,
        });
        var model = new ModelInfo(
            options.Id ?? Path.GetFileNameWithoutExtension(file.Name),
            decoder.Info.Fingerprint,
            decoder.Info.ContextLength,
            new DateTimeOffset(file.LastWriteTimeUtc, TimeSpan.Zero));
        var prompts = ChatPrompt.Load(model.Id, decoder.Info.ChatTemplate, decoder.Tokenizer, decoder.Info.ContextLength, clock);
        var scheduler = new Scheduler(decoder, scheduling.Value, SwapBytes(options), model.Id, clock, logs.CreateLogger<Scheduler>());
        metrics.Observe(model.Id, scheduler);
        var elapsed = clock.GetElapsedTime(started);
        LogLoaded(model.Id, decoder.Info.Description, decoder.Info.ContextLength, elapsed);
        return new DecoderEngine(model, decoder, prompts, scheduler, metrics, scheduling.Value, clock);
    }

    private static long SwapBytes(ModelOptions options) => options.SwapMiB is { } wanted
        ? (long)wanted << 20
        : Math.Min(MostSwap, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 8);

    private IDecoderFactory Backend(ModelOptions options) =>
        backends.FirstOrDefault(backend => string.Equals(backend.Backend, options.Backend, StringComparison.OrdinalIgnoreCase))
        ?? throw new ModelLoadException(
            $"Models: backend '{options.Backend}' is not in this build; it has {string.Join(", ", backends.Select(backend => backend.Backend))}.");

    [LoggerMessage(Level = LogLevel.Information, Message = "Model {Model} is loaded: {Description}, context {Context}, in {Elapsed}")]
    private partial void LogLoaded(string model, string description, int context, TimeSpan elapsed);
}
