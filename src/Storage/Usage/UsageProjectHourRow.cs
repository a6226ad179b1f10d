using TenantLLM.Storage.ProjectData;

namespace TenantLLM.Storage.Usage;

/// <summary>An hour's usage by project and model: few rows, whatever the number of keys and users.</summary>
[KeptAfterErasure("It is a sum of the ledger.", IsUsage = true)]
public sealed record UsageProjectHourRow : UsageSums;
