using Microsoft.EntityFrameworkCore;
using TenantLLM.Storage.ApiKeys;
using TenantLLM.Storage.Conversations;
using TenantLLM.Storage.Projects;

namespace TenantLLM.Storage;

internal sealed class StoreContext(DbContextOptions<StoreContext> options) : DbContext(options)
{
    public DbSet<ProjectRow> Projects => Set<ProjectRow>();

    public DbSet<ApiKeyRow> ApiKeys => Set<ApiKeyRow>();

    public DbSet<ConversationItemRow> ConversationItems => Set<ConversationItemRow>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
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
            key.HasIndex(row => row.ProjectId);
        });
        modelBuilder.Entity<ConversationItemRow>(item =>
        {
            item.ToTable("conversation_items");
            item.HasKey(row => new { row.ProjectId, row.ConversationId, row.Position });
            item.HasIndex(row => row.ResponseId);
        });
    }
}
