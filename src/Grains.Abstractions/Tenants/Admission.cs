namespace TenantLLM.Grains.Abstractions.Tenants;

/// <summary>A request that asks to run.</summary>
[GenerateSerializer, Immutable, Alias("TenantLLM.AdmissionRequest")]
public sealed record AdmissionRequest
{
    /// <summary>Under which its tokens are reserved and settled.</summary>
    [Id(0)]
    public required string ResponseId { get; init; }

    [Id(1)]
    public required string Model { get; init; }

    /// <summary>The API key used; null where it was a token.</summary>
    [Id(2)]
    public string? KeyId { get; init; }

    /// <summary>An estimate: what was computed is settled at the end.</summary>
    [Id(3)]
    public long InputTokens { get; init; }

    /// <summary>Of each answer; null: the request does not say.</summary>
    [Id(4)]
    public int? MaxOutputTokens { get; init; }

    /// <summary>How many answers are generated.</summary>
    [Id(5)]
    public int Answers { get; init; } = 1;

    /// <summary>How many settlements its reservation gets.</summary>
    [Id(6)]
    public int Parts { get; init; } = 1;

    /// <summary>Whether its answer goes on when its client has left: no lease can hold its tokens.</summary>
    [Id(8)]
    public bool OutlivesItsRequest { get; init; }

    /// <summary>Requests like this one that the asking node admitted within a second from a lease; null: it takes none.</summary>
    [Id(7)]
    public int? RecentlyLeased { get; init; }

    /// <summary>Tokens that are reserved for it: the most it can take.</summary>
    /// <param name="defaultOutputTokens">Of each answer that it does not bound.</param>
    public long TokensToReserve(int defaultOutputTokens) => InputTokens + ((long)(MaxOutputTokens ?? defaultOutputTokens) * Answers);
}

/// <summary>The answer to an <see cref="AdmissionRequest"/>.</summary>
[GenerateSerializer, Immutable, Alias("TenantLLM.AdmissionAnswer")]
public sealed record AdmissionAnswer([property: Id(0)] Admission Outcome)
{
    /// <summary>What is left after it; null where nothing limits requests.</summary>
    [Id(1)]
    public RateState? Requests { get; init; }

    /// <inheritdoc cref="Requests"/>
    [Id(2)]
    public RateState? Tokens { get; init; }

    /// <summary>The limit that refused it, which another try does not meet after <see cref="RetryAfter"/>.</summary>
    [Id(3)]
    public long Limit { get; init; }

    [Id(4)]
    public long Used { get; init; }

    [Id(5)]
    public long Requested { get; init; }

    /// <summary>Null: another try cannot help, or nobody knows when.</summary>
    [Id(6)]
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>From which the next requests like this one are admitted without asking; null: ask.</summary>
    [Id(7)]
    public LimitLease? Lease { get; init; }
}

/// <summary>A limit as it stands.</summary>
/// <param name="Remaining">Never negative.</param>
/// <param name="Reset">How long until all of it is there again.</param>
[GenerateSerializer, Immutable, Alias("TenantLLM.RateState")]
public sealed record RateState([property: Id(0)] long Limit, [property: Id(1)] long Remaining, [property: Id(2)] TimeSpan Reset);

/// <summary>Whether a request may run; else why not.</summary>
public enum Admission
{
    Admitted,

    /// <summary>The project does not exist, or is archived.</summary>
    UnknownProject,

    RequestsPerMinute,
    RequestsPerDay,
    TokensPerMinute,

    /// <summary>Too many of its requests run now.</summary>
    ConcurrentRequests,

    /// <summary>The project may not use the model.</summary>
    ModelNotAllowed,

    /// <summary>The project's month is spent.</summary>
    SpendLimit,
}
