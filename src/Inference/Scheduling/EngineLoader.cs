using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using TenantLLM.Inference.ChatTemplates;
using TenantLLM.Inference.Decoding;
using TenantLLM.Inference.Engine;
using TenantLLM.Inference.Models;
using TenantLLM.Inference.Prompts;
using TenantLLM.Inference.Telemetry;

namespace TenantLLM.Inference.Scheduling;

/// <summary>Loads a model with the backend its options name, and puts an engine above it.</summary>
internal sealed partial class EngineLoader(
    IEnumerable<IDecoderFactory> backends,
    IEnumerable<IEngineFactory> engines,
    IOptions<SchedulerOptions> scheduling,
    SchedulerMetrics metrics,
    EngineMetrics engineMetrics,
    IOptions<ContentOptions> content,
    TimeProvider clock,
    ILoggerFactory logs) : IEngineLoader
{
    /// <summary>What is taken for swapped sequences where the options say nothing, and an eighth of the memory is more.</summary>
    private const long MostSwap = 8L << 30;

    private readonly ILogger _log = logs.CreateLogger<EngineLoader>();

    public void Check(ModelOptions options)
    {
        var isServer = EngineBackend(options) is not null;
        var name = EngineBackend(options)?.Backend ?? Backend(options).Backend;
        if (isServer && options.Url is null)
            throw new ModelLoadException($"Models: backend '{name}' asks a server. Set Models:<n>:Url in the place of Path.");
        if (!isServer && options.Path.Length == 0)
            throw new ModelLoadException($"Models: backend '{name}' runs files. Set Models:<n>:Path in the place of Url, or another Backend.");
    }

    public IInferenceEngine Load(ModelOptions options, IProgress<double>? progress = null)
    {
        Check(options);
        if (EngineBackend(options) is { } engine)
            return Observed(engine.Load(options));
        var started = clock.GetTimestamp();
        var file = ModelFile.Locate(options.Path);
        var decoder = Backend(options).Load(
            options with { Path = file.FullName, Parallel = options.Parallel + scheduling.Value.ExpressPlaces }, progress);
        try
        {
            return Observed(Engine(options, file, decoder, started));
        }
        catch
        {
            decoder.Dispose();
            throw;
        }
    }

    private ObservedEngine Observed(IInferenceEngine engine) => new(engine, engineMetrics, content.Value, clock);

    private DecoderEngine Engine(ModelOptions options, FileInfo file, IDecoder decoder, long started)
    {
        var model = new ModelInfo(
            options.EffectiveId,
            decoder.Info.Fingerprint,
            decoder.Info.ContextLength,
            new DateTimeOffset(file.LastWriteTimeUtc, TimeSpan.Zero))
        {
            EmbeddingSize = decoder.Info.EmbeddingSize,
        };
        var prompts = ChatPrompt.Load(model.Id, decoder.Info.ChatTemplate, decoder.Tokenizer, decoder.Info.ContextLength, clock);
        var rawPrompts = new RawPrompts(decoder.Tokenizer, decoder.Info.ContextLength);
        var scheduler = new Scheduler(decoder, scheduling.Value, SwapBytes(options), model.Id, clock, logs.CreateLogger<Scheduler>());
        metrics.Observe(model.Id, scheduler);
        var elapsed = clock.GetElapsedTime(started);
        LogLoaded(model.Id, decoder.Info.Description, decoder.Info.ContextLength, elapsed);
        return new DecoderEngine(model, decoder, prompts, rawPrompts, scheduler, metrics, scheduling.Value, clock);
    }

    private static long SwapBytes(ModelOptions options) => options.SwapMiB is { } wanted
        ? (long)wanted << 20
        : Math.Min(MostSwap, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 8);

    private IEngineFactory? EngineBackend(ModelOptions options) =>
        engines.FirstOrDefault(engine => string.Equals(engine.Backend, options.Backend, StringComparison.OrdinalIgnoreCase));

    private IDecoderFactory Backend(ModelOptions options) =>
        backends.FirstOrDefault(backend => string.Equals(backend.Backend, options.Backend, StringComparison.OrdinalIgnoreCase))
        ?? throw new ModelLoadException($"Models: backend '{options.Backend}' is not in this build; it has {string.Join(", ", Names)}.");

    private IEnumerable<string> Names => backends.Select(backend => backend.Backend).Concat(engines.Select(engine => engine.Backend));

    [LoggerMessage(Level = LogLevel.Information, Message = "Model {Model} is loaded: {Description}, context {Context}, in {Elapsed}")]
    private partial void LogLoaded(string model, string description, int context, TimeSpan elapsed);
}
