using Microsoft.Extensions.Logging;
using TenantLLM.Inference.Backends.Upstream;
using TenantLLM.Inference.Chat;
using TenantLLM.Inference.Engine;
using TenantLLM.Inference.Models;

namespace TenantLLM.Unit.Backends.Upstream;

/// <summary>An upstream engine with a log that is kept.</summary>
internal sealed class EngineUnderTest : IAsyncDisposable, ILogger<UpstreamEngine>
{
    public const string Key = "sk-upstream-secret";

    private readonly List<string> _log = [];

    public EngineUnderTest(string url, ModelOptions? options = null) => Engine = new UpstreamEngineFactory(TimeProvider.System, this).Load(
        (options ?? new ModelOptions()) with { Id = "big", Backend = "Upstream", Url = url, Model = "org/big", ApiKey = Key });

    public IInferenceEngine Engine { get; }

    public IReadOnlyList<string> LogLines
    {
        get
        {
            lock (_log)
                return [.. _log];
        }
    }

    public static GenerationRequest Request { get; } = new()
    {
        ResponseId = "chatcmpl-1",
        TenantId = "proj_1",
        ConversationId = "conv_1",
        Prompt = new GenerationPrompt.Conversation([new ChatMessage("user", "Hello, you.")]),
    };

    /// <summary>All updates as words: <c>started</c>, the text, <c>Stop</c>, <c>7+2</c> or the kind of failure.</summary>
    public async Task<string[]> AnswerAsync(GenerationRequest? request = null)
    {
        var words = new List<string>();
        await foreach (var update in Engine.GenerateAsync(request ?? Request, default))
            words.Add(WordOf(update));
        return [.. words];
    }

    /// <summary>The failure that is the one update.</summary>
    public async Task<GenerationFailure> FailureAsync(GenerationRequest? request = null)
    {
        var updates = new List<GenerationUpdate>();
        await foreach (var update in Engine.GenerateAsync(request ?? Request, default))
            updates.Add(update);
        return ((GenerationUpdate.Failed)updates.Single()).Failure;
    }

    public ValueTask DisposeAsync() => Engine.DisposeAsync();

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        lock (_log)
            _log.Add($"{logLevel}: {formatter(state, exception)}");
    }

    private static string WordOf(GenerationUpdate update) => update switch
    {
        GenerationUpdate.Started => "started",
        GenerationUpdate.TextDelta { Choice: 0 } delta => delta.Text,
        GenerationUpdate.TextDelta delta => $"{delta.Choice}:{delta.Text}",
        GenerationUpdate.ChoiceFinished { Choice: 0 } finished => finished.Reason.ToString(),
        GenerationUpdate.ChoiceFinished finished => $"{finished.Choice}:{finished.Reason}",
        GenerationUpdate.Completed completed => $"{completed.Usage.Prompt}({completed.Usage.Cached})+{completed.Usage.Completion}",
        GenerationUpdate.Failed failed => $"{failed.Failure.Kind} {failed.Usage.Prompt}+{failed.Usage.Completion}",
        _ => throw new ArgumentOutOfRangeException(nameof(update)),
    };
}
