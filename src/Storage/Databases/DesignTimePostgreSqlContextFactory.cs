using Microsoft.EntityFrameworkCore.Design;

namespace TenantLLM.Storage.Databases;

/// <summary>Lets <c>make migration</c> build the model of PostgreSQL without a server.</summary>
internal sealed class DesignTimePostgreSqlContextFactory : IDesignTimeDbContextFactory<PostgreSqlStoreContext>
{
    public PostgreSqlStoreContext CreateDbContext(string[] args) =>
        new(PostgreSqlDatabase.Options(new StorageOptions { ConnectionString = "Host=localhost;Database=tenantllm" }).Options);
}
