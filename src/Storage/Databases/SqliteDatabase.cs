using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using TenantLLM.Storage.ProjectData;

namespace TenantLLM.Storage.Databases;

/// <summary>The store in a SQLite file.</summary>
internal static class SqliteDatabase
{
    private static readonly SecureDelete SecureDelete = new();

    public static DbContextOptionsBuilder<StoreContext> Options(StorageOptions options) => new DbContextOptionsBuilder<StoreContext>()
        .UseSqlite(new SqliteConnectionStringBuilder
        {
            DataSource = options.Path,

            // Also how long a write waits for one of another process.
            DefaultTimeout = (int)Math.Ceiling(options.Timeout.TotalSeconds),
        }.ConnectionString)
        .AddInterceptors(SecureDelete);
}
