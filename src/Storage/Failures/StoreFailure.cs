using System.Net.Sockets;
using Microsoft.Data.Sqlite;
using Npgsql;
using static SQLitePCL.raw;

namespace TenantLLM.Storage.Failures;

/// <summary>Tells the database's own failures from those of what it was asked.</summary>
internal static class StoreFailure
{
    /// <summary>Classes of PostgreSQL's error codes, or whole codes: connections, sign-in, deadlocks, resources, operators, disks.</summary>
    private static readonly string[] OfTheServer =
    [
        "08", "28", "3D", "40", "53", "57", "58", "XX",
        PostgresErrorCodes.ReadOnlySqlTransaction, PostgresErrorCodes.InsufficientPrivilege, PostgresErrorCodes.LockNotAvailable,
    ];

    /// <summary>What the database says, where it is its own failure; null where it is not.</summary>
    public static string? ReasonOf(Exception exception)
    {
        for (var cause = exception; cause is not null; cause = cause.InnerException)
        {
            if (ReasonOfCause(cause) is { } reason)
                return reason;
        }

        return null;
    }

    /// <summary>Whether the connection was not alive: another one may be, at once.</summary>
    public static bool IsDeadConnection(Exception exception)
    {
        for (var cause = exception; cause is not null; cause = cause.InnerException)
        {
            if (cause is PostgresException { SqlState: PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown })
                return true;
            if (cause is NpgsqlException and not PostgresException)
                return cause.InnerException is IOException;
        }

        return false;
    }

    /// <summary>Whether PostgreSQL undid it because another server's write was in the way.</summary>
    public static bool IsConflict(Exception exception)
    {
        for (var cause = exception; cause is not null; cause = cause.InnerException)
        {
            if (cause is PostgresException { SqlState: PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure })
                return true;
        }

        return false;
    }

    private static string? ReasonOfCause(Exception cause) => cause switch
    {
        SqliteException sqlite => IsOfTheFile(sqlite.SqliteErrorCode) ? sqlite.Message : null,
        PostgresException postgres => OfTheServer.Any(code => postgres.SqlState.StartsWith(code, StringComparison.Ordinal))
            ? postgres.MessageText
            : null,
        NpgsqlException { InnerException: TimeoutException } => "It did not answer in time.",
        NpgsqlException npgsql => npgsql.InnerException is { } inner ? $"{npgsql.Message}: {inner.Message}" : npgsql.Message,
        TimeoutException => "It did not answer in time.",

        // A connection that broke in the middle of a transaction may show as any of these.
        IOException or SocketException or ObjectDisposedException => cause.Message,
        InvalidOperationException { Source: nameof(Npgsql) } => cause.Message,
        _ => null,
    };

    private static bool IsOfTheFile(int code) => code is SQLITE_PERM or SQLITE_BUSY or SQLITE_LOCKED or SQLITE_NOMEM or SQLITE_READONLY
        or SQLITE_IOERR or SQLITE_CORRUPT or SQLITE_FULL or SQLITE_CANTOPEN or SQLITE_PROTOCOL or SQLITE_AUTH or SQLITE_NOTADB;
}
