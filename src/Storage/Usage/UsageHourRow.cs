using TenantLLM.Storage.ProjectData;

namespace TenantLLM.Storage.Usage;

/// <summary>An hour's usage by key and user.</summary>
[KeptAfterErasure("It is a sum of the ledger.", IsUsage = true)]
public sealed record UsageHourRow : UsageSums
{
    /// <summary>Empty where there was none: it is a part of the key.</summary>
    public required string KeyId { get; init; }

    /// <summary>Empty where there was none.</summary>
    public required string UserId { get; init; }
}
