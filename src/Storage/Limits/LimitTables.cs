using Microsoft.EntityFrameworkCore;

namespace TenantLLM.Storage.Limits;

/// <summary>The tables of limits.</summary>
internal static class LimitTables
{
    public static void AddLimits(this ModelBuilder model)
    {
        model.Entity<RateLimitRow>(limit =>
        {
            limit.ToTable("rate_limits");
            limit.HasKey(row => new { row.ProjectId, row.Model });
        });
        model.Entity<ModelPermissionsRow>(permissions =>
        {
            permissions.ToTable("model_permissions");
            permissions.HasKey(row => row.ProjectId);
        });
        model.Entity<SpendLimitRow>(limit =>
        {
            limit.ToTable("spend_limits");
            limit.HasKey(row => row.ProjectId);
        });
        model.Entity<SpendAlertRow>(alert =>
        {
            alert.ToTable("spend_alerts");
            alert.HasKey(row => new { row.ProjectId, row.Month, row.Cents, row.Percent });
        });
    }
}
