using Microsoft.EntityFrameworkCore;

namespace TenantLLM.Storage.Usage;

/// <summary>The ledger's tables.</summary>
internal static class UsageTables
{
    public static void AddUsage(this ModelBuilder model)
    {
        model.Entity<UsageRow>(usage =>
        {
            usage.ToTable("usage_ledger");
            usage.HasKey(row => new { row.ProjectId, row.ResponseId, row.Part });
            usage.HasIndex(row => new { row.EndedAt, row.ProjectId, row.ResponseId, row.Part });
        });
        model.Entity<UsageHourRow>(usage =>
        {
            usage.ToTable("usage_hours");
            usage.HasKey(row => new { row.Kind, row.Hour, row.ProjectId, row.KeyId, row.UserId, row.Model });
        });
        model.Entity<UsageProjectHourRow>(usage =>
        {
            usage.ToTable("usage_project_hours");
            usage.HasKey(row => new { row.Kind, row.Hour, row.ProjectId, row.Model });
            usage.HasIndex(row => new { row.ProjectId, row.Hour });
        });
    }
}
