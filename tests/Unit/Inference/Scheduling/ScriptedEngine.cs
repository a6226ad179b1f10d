using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using TenantLLM.Inference.Chat;
using TenantLLM.Inference.ChatTemplates;
using TenantLLM.Inference.Decoding;
using TenantLLM.Inference.Engine;
using TenantLLM.Inference.Prompts;
using TenantLLM.Inference.Sampling;
using TenantLLM.Inference.Scheduling;

namespace TenantLLM.Unit.Inference.Scheduling;

/// <summary>Engines on decoders of the tests, and requests to them.</summary>
internal static class ScriptedEngine
{
    public static DecoderEngine Of(IDecoder decoder, SchedulerOptions? options = null, TimeProvider? clock = null, long swapBytes = 0, string? template = null)
    {
        options ??= new SchedulerOptions();
        clock ??= TimeProvider.System;
        var model = new ModelInfo("scripted", decoder.Info.Fingerprint, decoder.Info.ContextLength, DateTimeOffset.UnixEpoch);
        var metrics = new ServiceCollection().AddMetrics().AddSingleton<SchedulerMetrics>().BuildServiceProvider()
            .GetRequiredService<SchedulerMetrics>();
        var scheduler = new Scheduler(decoder, options, swapBytes, model.Id, clock, NullLogger.Instance);
        var prompts = ChatPrompt.Load(model.Id, template ?? decoder.Info.ChatTemplate, decoder.Tokenizer, decoder.Info.ContextLength);
        var rawPrompts = new RawPrompts(decoder.Tokenizer, decoder.Info.ContextLength);
        return new DecoderEngine(model, decoder, prompts, rawPrompts, scheduler, metrics, options, clock);
    }

    /// <summary>A greedy request.</summary>
    public static GenerationRequest Request(string prompt, string tenant = "proj_test", string conversation = "conv_test") => new()
    {
        ResponseId = "chatcmpl-test",
        TenantId = tenant,
        ConversationId = conversation,
        Prompt = new GenerationPrompt.Conversation([new ChatMessage("user", prompt)]),
        Sampling = new SamplingOptions { Temperature = 0 },
    };

    // <|im_start|>user\nPROMPT<|im_end|>\n<|im_start|>assistant\n, a token a byte and one a tag.
    public static int PromptLength(string prompt) => 1 + 5 + prompt.Length + 1 + 1 + 1 + 10;

    public static string TextOf(IEnumerable<GenerationUpdate> updates, int choice = 0) => string.Concat(
        updates.OfType<GenerationUpdate.TextDelta>().Where(delta => delta.Choice == choice).Select(delta => delta.Text));

    public static TokenUsage UsageOf(IReadOnlyList<GenerationUpdate> updates) => updates[^1] switch
    {
        GenerationUpdate.Completed completed => completed.Usage,
        GenerationUpdate.Failed failed => failed.Usage,
        _ => throw new InvalidOperationException("The generation has no last update."),
    };
}
