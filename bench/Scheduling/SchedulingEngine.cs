using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using TenantLLM.Inference;
using TenantLLM.Inference.Chat;
using TenantLLM.Inference.Decoding;
using TenantLLM.Inference.Engine;
using TenantLLM.Inference.Models;
using TenantLLM.Inference.Sampling;

namespace TenantLLM.Bench.Scheduling;

/// <summary>The engine of this build above a decoder of the bench, put together as the server does it: the one place here that
/// knows how an engine is made and asked.</summary>
internal sealed class SchedulingEngine : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly IInferenceEngine _engine;

    public SchedulingEngine(IDecoder decoder, BenchOptions options)
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Configuration.AddInMemoryCollection([new("Scheduler:QueueLimit", "100000")]);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddInference().AddSingleton<IDecoderFactory>(new Factory(decoder));
        _services = builder.Services.BuildServiceProvider();

        // The loader wants a file that is there; the decoder does not read it.
        _engine = _services.GetRequiredService<IEngineLoader>().Load(
            new ModelOptions { Id = "fixed", Path = options.Models[0], Backend = Factory.Name, SwapMiB = 0 });
    }

    /// <summary>Generates an answer and reads it to its end.</summary>
    /// <returns>Tokens of the answer.</returns>
    /// <exception cref="InvalidDataException">The engine failed.</exception>
    public async Task<int> AnswerAsync(ScheduledRequest request, CancellationToken cancellationToken)
    {
        var generation = new GenerationRequest
        {
            ResponseId = "chatcmpl-bench",
            TenantId = request.Tenant,
            ConversationId = "bench",
            Prompt = new GenerationPrompt.Conversation([new ChatMessage("user", request.Prompt)]),
            Sampling = new SamplingOptions { Temperature = 0 },
            MaxTokens = request.Tokens,
        };
        await foreach (var update in _engine.GenerateAsync(generation, cancellationToken))
        {
            switch (update)
            {
                case GenerationUpdate.Completed completed:
                    return completed.Usage.Completion;
                case GenerationUpdate.Failed failed:
                    throw new InvalidDataException($"The engine failed: {failed.Failure.Message}");
            }
        }

        throw new InvalidDataException("The engine's stream ended without its last update.");
    }

    public async ValueTask DisposeAsync()
    {
        await _engine.DisposeAsync();
        await _services.DisposeAsync();
    }

    private sealed class Factory(IDecoder decoder) : IDecoderFactory
    {
        public const string Name = "Bench";

        public string Backend => Name;

        public IDecoder Load(ModelOptions options, IProgress<double>? progress = null) => decoder;
    }
}

/// <summary>A request of a load.</summary>
/// <param name="Tenant">Whose it is, as the scheduler is told.</param>
/// <param name="Prompt">A byte a token.</param>
/// <param name="Tokens">Tokens of the answer.</param>
internal sealed record ScheduledRequest(string Tenant, string Prompt, int Tokens);
