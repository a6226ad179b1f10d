using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace TenantLLM.Storage.Databases;

/// <summary>The store on a PostgreSQL server.</summary>
internal static class PostgreSqlDatabase
{
    /// <summary>Connections of one process, unless the connection string says how many: several share a server, which lets a hundred in as
    /// it is installed.</summary>
    private const int MostConnections = 20;

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

    /// <summary>The server and the database, without who signs in.</summary>
    public static string NameOf(StorageOptions options)
    {
        var connection = new NpgsqlConnectionStringBuilder(options.ConnectionString);
        return $"{connection.Host}:{connection.Port}/{connection.Database ?? connection.Username}";
    }
}
