using TenantLLM.Grains.Abstractions.Sessions;
using TenantLLM.Grains.Abstractions.Tenants;

namespace TenantLLM.Api.Telemetry;

/// <summary>What is remembered of a request until it is told to logs, metrics and its span. Never a word of a prompt or an answer.</summary>
internal sealed class RequestRecord(TimeProvider clock)
{
    private readonly long _started = clock.GetTimestamp();
    private long? _firstToken;

    public TimeSpan Elapsed => clock.GetElapsedTime(_started);

    public TimeSpan? UntilFirstToken => _firstToken is { } first ? clock.GetElapsedTime(_started, first) : null;

    /// <summary>The model, once the server has said that there is one of that name; names from requests are without bound.</summary>
    public string? Model { get; set; }

    public bool IsStream { get; set; }

    public int InputTokens { get; set; }

    /// <summary>Those of <see cref="InputTokens"/> that needed no prefill.</summary>
    public int CachedTokens { get; set; }

    public int OutputTokens { get; set; }

    /// <summary>The limit that refused it.</summary>
    public string? LimitKind { get; private set; }

    /// <summary>The code of the error that was answered, or the type of one that has no code.</summary>
    public string? Error { get; set; }

    /// <summary>Why an answer broke whose status was sent.</summary>
    public RequestOutcome? Broken { get; private set; }

    public void Refused(Admission refusal) => LimitKind = refusal switch
    {
        Admission.RequestsPerMinute => "requests",
        Admission.RequestsPerDay => "requests_per_day",
        Admission.TokensPerMinute => "tokens",
        Admission.ConcurrentRequests => "concurrent_requests",
        Admission.SpendLimit => "budget",
        _ => null,
    };

    /// <summary>The server broke an answer off.</summary>
    public void Break() => (Broken, Error) = (RequestOutcome.ServerError, "server_error");

    /// <summary>Takes note of an answer to the request as it comes; requests with several prompts have several.</summary>
    public void Observe(in SessionUpdate update)
    {
        if (update.Kind == SessionUpdateKind.TextDelta)
            _firstToken ??= clock.GetTimestamp();
        if (update.End is not { } end)
            return;
        InputTokens += end.Usage.PromptTokens;
        CachedTokens += end.Usage.CachedTokens;
        OutputTokens += end.Usage.CompletionTokens;
        if (end.Failure is { } failure)
            (Broken, Error) = (RequestOutcomes.Of(failure.Kind), RequestOutcomes.NameOf(failure.Kind));
    }
}
