namespace TenantLLM.Grains.Abstractions.Administration;

/// <summary>Who makes a change, as the audit log keeps it.</summary>
/// <param name="Id">The id of the key, or whom the token speaks for; empty for the configuration.</param>
/// <param name="Email">As the token has it; null where it has none.</param>
/// <param name="Address">The IP address the request came from; null where it is not known.</param>
[GenerateSerializer, Immutable, Alias("TenantLLM.Administrator")]
public sealed record Administrator(
    [property: Id(0)] AdministratorKind Kind, [property: Id(1)] string Id, [property: Id(2)] string? Email, [property: Id(3)] string? Address)
{
    /// <summary>The configuration: what a server does at its start.</summary>
    public static Administrator Configuration { get; } = new(AdministratorKind.Configuration, "", null, null);
}

/// <summary>What shows that somebody is an administrator.</summary>
public enum AdministratorKind
{
    /// <summary>Whoever writes the configuration.</summary>
    Configuration,

    /// <summary>An admin key.</summary>
    ApiKey,

    /// <summary>An identity provider's token with the admin role.</summary>
    User,
}
