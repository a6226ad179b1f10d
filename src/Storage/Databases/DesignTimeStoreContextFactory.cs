using Microsoft.EntityFrameworkCore.Design;

namespace TenantLLM.Storage.Databases;

/// <summary>Lets <c>make migration</c> build the model of SQLite without a host.</summary>
internal sealed class DesignTimeStoreContextFactory : IDesignTimeDbContextFactory<StoreContext>
{
    public StoreContext CreateDbContext(string[] args) => new(SqliteDatabase.Options(new StorageOptions { Path = ":memory:" }).Options);
}
