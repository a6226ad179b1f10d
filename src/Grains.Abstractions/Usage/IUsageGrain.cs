using TenantLLM.Grains.Abstractions.Isolation;

namespace TenantLLM.Grains.Abstractions.Usage;

/// <summary>Tells what was used, of all tenants. Key: <see cref="Key"/>.</summary>
[Alias("TenantLLM.IUsageGrain")]
[SharedByTenants("Its answers are about all tenants and are for administrators, whom alone the Api lets ask.")]
public interface IUsageGrain : IGrainWithStringKey
{
    /// <summary>The one key there is.</summary>
    const string Key = "usage";

    /// <summary>Sums usage up, bucket after bucket. Where there is very much it ends early, with a whole bucket.</summary>
    [Alias("Report")]
    Task<UsageReport> ReportAsync(UsageReportRequest request);

    /// <summary>Rows of the ledger in the order of their ends, a bounded number.</summary>
    [Alias("List")]
    Task<LedgerPage> ListAsync(LedgerRequest request);
}
