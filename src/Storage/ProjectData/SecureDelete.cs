using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;
using SQLitePCL;

namespace TenantLLM.Storage.ProjectData;

/// <summary>Makes SQLite overwrite what it deletes: it would only mark the place as free otherwise, and the words would stay readable in the
/// file.</summary>
internal sealed class SecureDelete : DbConnectionInterceptor
{
    /// <summary>Connections of the pool come again, and still have the setting.</summary>
    private readonly ConditionalWeakTable<sqlite3, object> _known = [];

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => Set(connection);

    public override Task ConnectionOpenedAsync(
        DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        Set(connection);
        return Task.CompletedTask;
    }

    private void Set(DbConnection connection)
    {
        if (connection is not SqliteConnection { Handle: { } handle } || !_known.TryAdd(handle, this))
            return;
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA secure_delete = ON";
        command.ExecuteNonQuery();
    }
}
