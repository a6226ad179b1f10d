using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace TenantLLM.Storage;

/// <summary>Lets <c>dotnet ef migrations add NAME --project src/Storage</c> build the model without a host.</summary>
internal sealed class DesignTimeStoreContextFactory : IDesignTimeDbContextFactory<StoreContext>
{
    public StoreContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<StoreContext>().UseSqlite("Data Source=:memory:").Options);
}
