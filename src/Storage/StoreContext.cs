using Microsoft.EntityFrameworkCore;
using TenantLLM.Storage.AdminKeys;
using TenantLLM.Storage.ApiKeys;
using TenantLLM.Storage.AuditLog;
using TenantLLM.Storage.Conversations;
using TenantLLM.Storage.Limits;
using TenantLLM.Storage.ProjectData;
using TenantLLM.Storage.Projects;
using TenantLLM.Storage.ServiceAccounts;
using TenantLLM.Storage.Sessions;
using TenantLLM.Storage.StoredCompletions;
using TenantLLM.Storage.Usage;

namespace TenantLLM.Storage;

/// <summary>The model, as it is on SQLite; see <see cref="Databases.PostgreSqlStoreContext"/>.</summary>
internal class StoreContext : DbContext
{
    public StoreContext(DbContextOptions<StoreContext> options)
        : base(options)
    {
    }

    protected StoreContext(DbContextOptions options)
        : base(options)
    {
    }

    public DbSet<ProjectRow> Projects => Set<ProjectRow>();

    public DbSet<ApiKeyRow> ApiKeys => Set<ApiKeyRow>();

    public DbSet<AdminKeyRow> AdminKeys => Set<AdminKeyRow>();

    public DbSet<ServiceAccountRow> ServiceAccounts => Set<ServiceAccountRow>();

    public DbSet<AuditLogRow> AuditLog => Set<AuditLogRow>();

    public DbSet<ConversationItemRow> ConversationItems => Set<ConversationItemRow>();

    public DbSet<SessionItemRow> SessionItems => Set<SessionItemRow>();

    public DbSet<ResponseRow> Responses => Set<ResponseRow>();

    public DbSet<ConversationRow> Conversations => Set<ConversationRow>();

    public DbSet<StoredCompletionRow> StoredCompletions => Set<StoredCompletionRow>();

    public DbSet<StoredCompletionTagRow> StoredCompletionTags => Set<StoredCompletionTagRow>();

    public DbSet<ProjectErasureRow> ProjectErasures => Set<ProjectErasureRow>();

    public DbSet<UsageRow> UsageLedger => Set<UsageRow>();

    public DbSet<UsageHourRow> UsageHours => Set<UsageHourRow>();

    public DbSet<UsageProjectHourRow> UsageProjectHours => Set<UsageProjectHourRow>();

    public DbSet<RateLimitRow> RateLimits => Set<RateLimitRow>();

    public DbSet<ModelPermissionsRow> ModelPermissions => Set<ModelPermissionsRow>();

    public DbSet<SpendLimitRow> SpendLimits => Set<SpendLimitRow>();

    public DbSet<SpendAlertRow> SpendAlerts => Set<SpendAlertRow>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.AddUsage();
        modelBuilder.AddLimits();
        modelBuilder.Entity<ProjectRow>(project =>
        {
            project.ToTable("projects");
            project.HasKey(row => row.Id);
        });
        modelBuilder.Entity<ApiKeyRow>(key =>
        {
            key.ToTable("api_keys");
            key.HasKey(row => row.Id);
            key.HasIndex(row => row.Hash).IsUnique();
            key.HasIndex(row => new { row.ProjectId, row.Id });
        });
        modelBuilder.Entity<AdminKeyRow>(key =>
        {
            key.ToTable("admin_api_keys");
            key.HasKey(row => row.Id);
            key.HasIndex(row => row.Hash).IsUnique();
        });
        modelBuilder.Entity<ServiceAccountRow>(account =>
        {
            account.ToTable("service_accounts");
            account.HasKey(row => row.Id);
            account.HasIndex(row => new { row.ProjectId, row.Id });
        });
        modelBuilder.Entity<AuditLogRow>(entry =>
        {
            entry.ToTable("audit_log");
            entry.HasKey(row => row.Id);
            entry.HasIndex(row => new { row.ProjectId, row.Id });
            entry.HasIndex(row => new { row.ResourceId, row.Id });
        });
        modelBuilder.Entity<ConversationItemRow>(item =>
        {
            item.ToTable("conversation_items");
            item.HasKey(row => new { row.ProjectId, row.ConversationId, row.Position });
            item.HasIndex(row => row.ResponseId);
            item.HasIndex(row => row.CreatedAt);
        });
        modelBuilder.Entity<SessionItemRow>(item =>
        {
            item.ToTable("session_items");
            item.HasKey(row => new { row.ProjectId, row.SessionId, row.Position });
            item.HasIndex(row => new { row.ProjectId, row.SessionId, row.ConversationPosition });
            item.HasIndex(row => new { row.ProjectId, row.SessionId, row.ItemId }).IsUnique();
            item.HasIndex(row => new { row.ProjectId, row.SessionId, row.ResponseId });
        });
        modelBuilder.Entity<ResponseRow>(response =>
        {
            response.ToTable("responses");
            response.HasKey(row => new { row.ProjectId, row.SessionId, row.Id });
            response.HasIndex(row => new { row.ProjectId, row.SessionId, row.EndedAt });
            response.HasIndex(row => row.CreatedAt);
        });
        modelBuilder.Entity<ConversationRow>(conversation =>
        {
            conversation.ToTable("conversations");
            conversation.HasKey(row => new { row.ProjectId, row.SessionId });
            conversation.HasIndex(row => row.CreatedAt);

            // A key by convention, were it not for the line above: EF then takes it for optional.
            conversation.Property(row => row.Id).IsRequired();
        });
        modelBuilder.Entity<StoredCompletionRow>(completion =>
        {
            completion.ToTable("stored_completions");
            completion.HasKey(row => new { row.ProjectId, row.Id });
            completion.HasIndex(row => new { row.ProjectId, row.Model, row.Id });
            completion.HasIndex(row => new { row.ProjectId, row.ConversationId });
            completion.HasIndex(row => row.CreatedAt);
        });
        modelBuilder.Entity<StoredCompletionTagRow>(tag =>
        {
            tag.ToTable("stored_completion_tags");
            tag.HasKey(row => new { row.ProjectId, row.CompletionId, row.Key });
            tag.HasIndex(row => new { row.ProjectId, row.Key, row.Value, row.CompletionId });
        });
        modelBuilder.Entity<ProjectErasureRow>(erasure =>
        {
            erasure.ToTable("project_erasures");
            erasure.HasKey(row => row.ProjectId);
        });
    }
}
