using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;

namespace TenantLLM.Storage.Databases;

/// <summary>Contexts over the database that is configured, from a pool.</summary>
internal sealed class StoreContextFactory : IDbContextFactory<StoreContext>, IDisposable
{
    private readonly NpgsqlDataSource? _server;
    private readonly Func<StoreContext> _create;

    public StoreContextFactory(IOptions<StorageOptions> options, ILoggerFactory logs)
    {
        if (options.Value.Provider == StorageOptions.PostgreSql)
        {
            _server = PostgreSqlDatabase.Source(options.Value);
            _create = Pool(PostgreSqlDatabase.Options(_server), logs);
        }
        else
        {
            _create = Pool(SqliteDatabase.Options(options.Value), logs);
        }
    }

    public StoreContext CreateDbContext() => _create();

    public void Dispose() => _server?.Dispose();

    private static Func<StoreContext> Pool<TContext>(DbContextOptionsBuilder<TContext> builder, ILoggerFactory logs)
        where TContext : StoreContext => new PooledDbContextFactory<TContext>(builder.UseLoggerFactory(logs).Options).CreateDbContext;
}
