namespace TenantLLM.Grains.Abstractions.Tenants;

/// <summary>A part of a tenant's limits, for a model and a key, from which an Api node admits without asking. It was taken from the limits when
/// it was granted; what is not used is given back.</summary>
/// <param name="Id">By which it is given back.</param>
/// <param name="Lifetime">How long requests may be admitted from it.</param>
/// <param name="DefaultOutputTokens">Reserved for each answer whose request does not bound it.</param>
[GenerateSerializer, Immutable, Alias("TenantLLM.LimitLease")]
public sealed record LimitLease(
    [property: Id(0)] Guid Id, [property: Id(1)] TimeSpan Lifetime, [property: Id(2)] int DefaultOutputTokens)
{
    /// <summary>Requests to admit; null: they are not limited.</summary>
    [Id(3)]
    public long? Requests { get; init; }

    /// <summary>Tokens to reserve, each once: what an answer takes is settled apart. Null: they are not limited.</summary>
    [Id(4)]
    public long? Tokens { get; init; }

    /// <summary>Requests that may run at the same time; null: they are not limited.</summary>
    [Id(5)]
    public long? Places { get; init; }
}

/// <summary>What a node gives back of a lease, and a sign that it is alive.</summary>
/// <param name="LeaseId">The lease.</param>
/// <param name="Requests">That were not admitted.</param>
/// <param name="Tokens">That are reserved no more.</param>
/// <param name="Places">That are free and not needed.</param>
/// <param name="IsLast">Nothing is left of it.</param>
[GenerateSerializer, Immutable, Alias("TenantLLM.LeaseReturn")]
public readonly record struct LeaseReturn(
    [property: Id(0)] Guid LeaseId,
    [property: Id(1)] long Requests,
    [property: Id(2)] long Tokens,
    [property: Id(3)] long Places,
    [property: Id(4)] bool IsLast);
