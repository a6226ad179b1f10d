using TenantLLM.Grains.Abstractions.Isolation;

namespace TenantLLM.Grains.Abstractions.Administration;

/// <summary>What all projects share: the admin keys, whose single writer it is. Key: <see cref="Key"/>.</summary>
[Alias("TenantLLM.IOrganizationGrain")]
[SharedByTenants("It belongs to the administrators: only endpoints that require one call it.")]
public interface IOrganizationGrain : IGrainWithStringKey
{
    /// <summary>The one key there is.</summary>
    const string Key = "organization";

    /// <summary>Makes the configured admin key valid, and one that was configured before invalid. Without one, and where no other is, a key
    /// is made.</summary>
    /// <param name="hash">The configured key's; null: none is configured.</param>
    /// <param name="lastFour">Its last four characters.</param>
    /// <returns>The key that was made just now: the only time it is told.</returns>
    [Alias("EnsureAdminKey")]
    Task<string?> EnsureAdminKeyAsync(string? hash, string? lastFour);
}
