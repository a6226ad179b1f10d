using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using TenantLLM.Bench.Servers;
using TenantLLM.Inference.Chat;
using TenantLLM.Inference.Engine;
using TenantLLM.Inference.Models;
using TenantLLM.Inference.Sampling;

namespace TenantLLM.Bench.SingleStream.Contenders;

/// <summary>The engine in this process: template, tokenizer, scheduler and decoder, no HTTP and no Orleans.</summary>
internal sealed class EngineAlone : IContender
{
    private readonly ServiceProvider _services;
    private readonly IInferenceEngine _engine;

    public EngineAlone(ModelFile file, BenchOptions options)
    {
        _services = InProcess.Services();
        _engine = _services.GetRequiredService<IEngineLoader>().Load(InProcess.Model(file, options));
    }

    public string Name => "engine alone";

    public ContenderKind Kind => ContenderKind.Engine;

    public TimeSpan ProcessorTime => Environment.CpuUsage.TotalTime;

    public async Task<Answer> AnswerAsync(StreamPrompt prompt)
    {
        var request = new GenerationRequest
        {
            ResponseId = "chatcmpl-bench",
            TenantId = "bench",
            ConversationId = $"conversation {prompt.Number}",
            Prompt = new GenerationPrompt.Conversation([new ChatMessage("user", prompt.Text)]),
            Sampling = new SamplingOptions { Temperature = 0 },
            MaxTokens = prompt.Tokens,
        };
        var clock = AnswerClock.Start();
        await foreach (var update in _engine.GenerateAsync(request, CancellationToken.None))
        {
            switch (update)
            {
                case GenerationUpdate.TextDelta:
                    clock.Text(Stopwatch.GetTimestamp());
                    break;
                case GenerationUpdate.Completed completed:
                    return clock.End(completed.Usage.Completion, Stopwatch.GetTimestamp());
                case GenerationUpdate.Failed failed:
                    throw new InvalidDataException($"The engine failed: {failed.Failure.Message}");
            }
        }

        throw new UnreachableException("The engine's stream ended without its last update.");
    }

    public async ValueTask DisposeAsync()
    {
        await _engine.DisposeAsync();
        await _services.DisposeAsync();
    }
}
