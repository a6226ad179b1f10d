using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace TenantLLM.Storage.Databases;

/// <summary>Contexts over the database that is configured, from a pool.</summary>
internal sealed class StoreContextFactory(IOptions<StorageOptions> options, ILoggerFactory logs) : IDbContextFactory<StoreContext>
{
    private readonly Func<StoreContext> _create = options.Value.Provider == StorageOptions.PostgreSql
        ? Pool(PostgreSqlDatabase.Options(options.Value), logs)
        : Pool(SqliteDatabase.Options(options.Value), logs);

    public StoreContext CreateDbContext() => _create();

    private static Func<StoreContext> Pool<TContext>(DbContextOptionsBuilder<TContext> builder, ILoggerFactory logs)
        where TContext : StoreContext => new PooledDbContextFactory<TContext>(builder.UseLoggerFactory(logs).Options).CreateDbContext;
}
