using TenantLLM.Bench.Servers;

namespace TenantLLM.Bench.SingleStream;

/// <summary>A way from a prompt to its answer.</summary>
internal interface IContender : IAsyncDisposable
{
    string Name { get; }

    ContenderKind Kind { get; }

    /// <summary>The processor time its process has taken so far.</summary>
    TimeSpan ProcessorTime { get; }

    /// <exception cref="InvalidDataException">It answered with an error.</exception>
    Task<Answer> AnswerAsync(StreamPrompt prompt);
}

/// <summary>What ratios are made of.</summary>
internal enum ContenderKind
{
    Decoder,
    Engine,
    Http,
    HttpNewConversation,
    LlamaServer,
}
