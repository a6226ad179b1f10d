using System.Reflection;
using Microsoft.EntityFrameworkCore;
using TenantLLM.Storage.Databases;
using TenantLLM.Storage.ProjectData;
using Xunit;

namespace TenantLLM.Unit.Storage;

/// <summary>No table is forgotten where a project's data are exported or deleted.</summary>
public sealed class ProjectTableTests
{
    /// <summary>Tables whose rows belong to no project.</summary>
    private static readonly string[] Global = ["admin_api_keys"];

    [Fact]
    public void EveryTable_HasTheProjectOfItsRowsOrIsGlobal()
    {
        using var context = new DesignTimeStoreContextFactory().CreateDbContext([]);
        Assert.Equal(
            context.Model.GetEntityTypes().Select(entity => entity.GetTableName()!).Except(Global).Order(),
            ProjectTable.Of(context.Model).Select(table => table.Name).Order());
    }

    [Fact]
    public void TableThatOutlivesADeletion_SaysWhy()
    {
        using var context = new DesignTimeStoreContextFactory().CreateDbContext([]);
        var kept = ProjectTable.Of(context.Model).Where(table => table.Kept is not null).ToList();
        Assert.Equal(
            ["audit_log", "project_erasures", "projects", "usage_hours", "usage_ledger", "usage_project_hours"], kept.Select(table => table.Name));
        Assert.All(kept, table => Assert.NotEmpty(table.Entity.ClrType.GetCustomAttribute<KeptAfterErasureAttribute>()!.Reason));
    }
}
