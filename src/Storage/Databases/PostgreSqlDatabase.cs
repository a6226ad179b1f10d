using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace TenantLLM.Storage.Databases;

/// <summary>The store on a PostgreSQL server.</summary>
internal static class PostgreSqlDatabase
{
    /// <summary>Connections of one process, unless the connection string says how many: several share a server, which lets a hundred in as
    /// it is installed.</summary>
    private const int MostConnections = 20;

    /// <summary>Any number that nobody else takes for a lock in this database.</summary>
    private const long MigrationLock = 0x54656E616E744C4C;

    /// <summary>Connections to the server, none of them open yet.</summary>
    public static NpgsqlDataSource Source(StorageOptions options)
    {
        var seconds = (int)Math.Ceiling(options.Timeout.TotalSeconds);
        var connection = new NpgsqlConnectionStringBuilder(options.ConnectionString)
        {
            Timeout = seconds,
            CommandTimeout = seconds,

            // Both would write to the log what clients have said, or who may sign in.
            IncludeErrorDetail = false,
            PersistSecurityInfo = false,
        };
        if (connection.MaxPoolSize == new NpgsqlConnectionStringBuilder().MaxPoolSize)
            connection.MaxPoolSize = MostConnections;
        return NpgsqlDataSource.Create(connection);
    }

    public static DbContextOptionsBuilder<PostgreSqlStoreContext> Options(NpgsqlDataSource source) =>
        new DbContextOptionsBuilder<PostgreSqlStoreContext>().UseNpgsql(source);

    /// <summary>Migrates the database, one process at a time: Entity Framework's own lock ends with each migration. A database that is missing is
    /// made.</summary>
    public static async Task MigrateAsync(StoreContext context, CancellationToken cancellationToken)
    {
        await OpenAsync(context, cancellationToken);
        await context.Database.ExecuteSqlAsync($"SELECT pg_advisory_lock({MigrationLock})", cancellationToken);
        await context.Database.MigrateAsync(cancellationToken);

        // Of a migration that failed it ends with the process.
        await context.Database.ExecuteSqlAsync($"SELECT pg_advisory_unlock({MigrationLock})", cancellationToken);
    }

    public static bool IsConnectionString(string text)
    {
        try
        {
            return new NpgsqlConnectionStringBuilder(text).Host?.Length > 0;
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or InvalidCastException)
        {
            // What it says may be a piece of the password.
            return false;
        }
    }

    private static async Task OpenAsync(StoreContext context, CancellationToken cancellationToken)
    {
        try
        {
            await context.Database.OpenConnectionAsync(cancellationToken);
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.InvalidCatalogName)
        {
            await CreateAsync(context, cancellationToken);
            await context.Database.OpenConnectionAsync(cancellationToken);
        }
    }

    private static async Task CreateAsync(StoreContext context, CancellationToken cancellationToken)
    {
        try
        {
            await context.GetService<IRelationalDatabaseCreator>().CreateAsync(cancellationToken);
        }
        catch (PostgresException exception) when (exception.SqlState is PostgresErrorCodes.DuplicateDatabase or PostgresErrorCodes.UniqueViolation)
        {
            // Another process was first.
        }
    }

    /// <summary>The server and the database, without who signs in.</summary>
    public static string NameOf(StorageOptions options)
    {
        var connection = new NpgsqlConnectionStringBuilder(options.ConnectionString);
        return $"{connection.Host}:{connection.Port}/{connection.Database ?? connection.Username}";
    }
}
