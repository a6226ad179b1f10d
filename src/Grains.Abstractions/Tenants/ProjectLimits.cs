namespace TenantLLM.Grains.Abstractions.Tenants;

/// <summary>The limits of a project and model as they are in force. What is null is not limited.</summary>
[GenerateSerializer, Immutable, Alias("TenantLLM.ProjectRateLimit")]
public sealed record ProjectRateLimit(
    [property: Id(0)] string Model,
    [property: Id(1)] long? RequestsPerMinute,
    [property: Id(2)] long? RequestsPerDay,
    [property: Id(3)] long? TokensPerMinute)
{
    private const string Prefix = "rl-";

    public string Id => IdOf(Model);

    public static string IdOf(string model) => Prefix + model;

    /// <summary>The model of an id; null: it is no id.</summary>
    public static string? ModelOf(string id) => id.StartsWith(Prefix, StringComparison.Ordinal) ? id[Prefix.Length..] : null;
}

/// <summary>What is to change of the limits of a project and model. What is null stays.</summary>
[GenerateSerializer, Immutable, Alias("TenantLLM.RateLimitChange")]
public sealed record RateLimitChange(
    [property: Id(0)] long? RequestsPerMinute, [property: Id(1)] long? RequestsPerDay, [property: Id(2)] long? TokensPerMinute);

/// <summary>Which models a project may use.</summary>
/// <param name="IsAllowList">Whether <paramref name="Models"/> are those it may use; else those it may not.</param>
[GenerateSerializer, Immutable, Alias("TenantLLM.ModelPermissions")]
public sealed record ModelPermissions([property: Id(0)] bool IsAllowList, [property: Id(1)] ImmutableArray<string> Models)
{
    /// <summary>Every model.</summary>
    public static ModelPermissions Every { get; } = new(false, []);
}

/// <summary>What a project may spend in a month.</summary>
/// <param name="Cents">Hundredths of the operator's currency unit.</param>
/// <param name="IsSpent">Whether requests are refused for it now.</param>
[GenerateSerializer, Immutable, Alias("TenantLLM.SpendLimit")]
public sealed record SpendLimit([property: Id(0)] long Cents, [property: Id(1)] bool IsSpent);

/// <summary>What became of the wish to delete something there may be one of.</summary>
[GenerateSerializer, Immutable, Alias("TenantLLM.Deletion")]
public sealed record Deletion([property: Id(0)] bool WasThere);

/// <summary>A part of a list in the order of its ids.</summary>
/// <param name="Limit">At most so many.</param>
/// <param name="After">Behind this one; null: from the first.</param>
/// <param name="Before">Before this one, and next to it; null: to the last.</param>
[GenerateSerializer, Immutable, Alias("TenantLLM.RangeRequest")]
public sealed record RangeRequest([property: Id(0)] int Limit, [property: Id(1)] string? After, [property: Id(2)] string? Before);
