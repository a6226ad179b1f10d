using System.Runtime.CompilerServices;
using System.Text;
using TenantLLM.Grains.Abstractions.Conversations;
using TenantLLM.Grains.Abstractions.Sessions;
using TenantLLM.Grains.Usage;

namespace TenantLLM.Grains.Conversations;

/// <summary>
/// A response while it is generated: all its updates so far, for any number of readers. It belongs to its grain and not to a call: who
/// reads it may leave. Only the grain's own scheduler touches it, so nothing here is locked.
/// </summary>
internal sealed class ResponseRun(ResponseRequest request) : IDisposable
{
    private readonly List<SessionUpdate> _updates = [];
    private readonly StringBuilder _text = new();
    private readonly CancellationTokenSource _stop = new();
    private TaskCompletionSource? _news;
    private Task _ended = Task.CompletedTask;
    private bool _hasEnded;
    private int _promptTokens;
    private int _completionTokens;

    public ResponseRequest Request => request;

    /// <summary>The item that its own follow.</summary>
    public int? Parent { get; set; }

    /// <summary>What came before its input.</summary>
    public IReadOnlyList<ConversationItem> History { get; set; } = [];

    /// <summary>Where its input is on disk; null while it is not.</summary>
    public IReadOnlyList<int>? StoredInput { get; set; }

    /// <summary>Counts what it takes; null until it has a model.</summary>
    public AnswerMeter? Meter { get; set; }

    /// <summary>Why it is to stop early; null while it may go on.</summary>
    public StopCause? Cause { get; private set; }

    /// <summary>Cancelled when it is to stop.</summary>
    public CancellationToken Stopping => _stop.Token;

    /// <summary>Null until the model has taken the prompt.</summary>
    public string? Fingerprint { get; private set; }

    /// <summary>Null until the text has come to an end of itself.</summary>
    public SessionFinishReason? FinishReason { get; private set; }

    /// <summary>Its updates so far.</summary>
    public IReadOnlyList<SessionUpdate> Updates => _updates;

    /// <summary>What was computed so far, as far as it is known.</summary>
    public SessionUsage Usage => new(_promptTokens, 0, _completionTokens);

    /// <summary>How it stands while it runs.</summary>
    public ResponseStatus Status => request.IsBackground && _text.Length == 0 ? ResponseStatus.Queued : ResponseStatus.InProgress;

    /// <summary>Begins it.</summary>
    /// <param name="generate">Generates it to its end; never throws.</param>
    public void Start(Func<ResponseRun, Task> generate) => _ended = generate(this);

    /// <summary>Takes in an update that is not the last.</summary>
    /// <param name="update">The update.</param>
    /// <param name="promptTokens">Of the start: tokens of the prompt.</param>
    /// <param name="completionTokens">Of a text: the tokens it stands for.</param>
    public void Add(SessionUpdate update, int promptTokens, int completionTokens)
    {
        _promptTokens += promptTokens;
        _completionTokens += completionTokens;
        Fingerprint ??= update.Start?.Fingerprint;
        if (update.Kind == SessionUpdateKind.TextDelta)
            _text.Append(update.Text);
        if (update.Kind == SessionUpdateKind.ChoiceFinished)
            FinishReason = update.FinishReason;
        Tell(update);
    }

    /// <summary>Takes in the last update.</summary>
    public void End(SessionUpdate update)
    {
        _hasEnded = true;
        Tell(update);
    }

    /// <summary>What it has said: a message, or nothing where not a word came of it.</summary>
    public ImmutableArray<ConversationItem> Output()
    {
        if (_text.Length == 0 && FinishReason is null)
            return [];
        var logProbs = request.TopLogProbs is null
            ? null
            : new SessionLogProbs([.. _updates.SelectMany(update => update.LogProbs?.Tokens ?? [])]);
        return
        [
            new ConversationItem
            {
                Id = request.OutputItemId,
                Kind = ConversationItemKind.Message,
                Role = "assistant",
                Content = [new ConversationPart(ConversationPartKind.OutputText, _text.ToString()) { LogProbs = logProbs }],
                IsComplete = FinishReason == SessionFinishReason.Stop,
            },
        ];
    }

    /// <summary>Reads all updates from the first, and those to come.</summary>
    public async IAsyncEnumerable<SessionUpdate> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var next = 0; ;)
        {
            while (next < _updates.Count)
                yield return _updates[next++];
            if (_hasEnded)
                yield break;
            _news ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            await _news.Task.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Stops it, if it runs yet, and waits for its end.</summary>
    public async Task StopAsync(StopCause cause)
    {
        if (!_hasEnded)
        {
            Cause ??= cause;
            await _stop.CancelAsync();
        }

        await _ended;
    }

    public void Dispose() => _stop.Dispose();

    private void Tell(SessionUpdate update)
    {
        _updates.Add(update);
        var news = _news;
        _news = null;
        news?.TrySetResult();
    }
}

/// <summary>Why a run was stopped.</summary>
internal enum StopCause
{
    /// <summary>A client cancelled it.</summary>
    Cancelled,

    /// <summary>The client that it was for has left.</summary>
    Left,

    /// <summary>The grain is being deactivated: the server stops.</summary>
    Interrupted,
}
