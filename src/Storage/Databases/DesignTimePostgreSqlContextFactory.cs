using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace TenantLLM.Storage.Databases;

/// <summary>Lets <c>make migration</c> build the model of PostgreSQL without a server.</summary>
internal sealed class DesignTimePostgreSqlContextFactory : IDesignTimeDbContextFactory<PostgreSqlStoreContext>
{
    public PostgreSqlStoreContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<PostgreSqlStoreContext>().UseNpgsql("Host=localhost").Options);
}
