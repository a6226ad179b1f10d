using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using TenantLLM.Storage;
using TenantLLM.Storage.Usage;

namespace TenantLLM.Bench.Ledger;

/// <summary>Many rows at once, faster than answers end: what is measured afterwards is how they are read.</summary>
internal static class LedgerRows
{
    private static readonly (string Name, Func<UsageRow, object> Value)[] Columns =
    [
        (nameof(UsageRow.ProjectId), row => row.ProjectId),
        (nameof(UsageRow.ResponseId), row => row.ResponseId),
        (nameof(UsageRow.Part), row => row.Part),
        (nameof(UsageRow.Kind), row => (int)row.Kind),
        (nameof(UsageRow.Model), row => row.Model),
        (nameof(UsageRow.KeyId), row => row.KeyId!),
        (nameof(UsageRow.ConversationId), row => row.ConversationId!),
        (nameof(UsageRow.InputTokens), row => row.InputTokens),
        (nameof(UsageRow.CachedTokens), row => row.CachedTokens),
        (nameof(UsageRow.OutputTokens), row => row.OutputTokens),
        (nameof(UsageRow.InputPrice), row => row.InputPrice),
        (nameof(UsageRow.CachedPrice), row => row.CachedPrice),
        (nameof(UsageRow.OutputPrice), row => row.OutputPrice),
        (nameof(UsageRow.Cost), row => row.Cost),
        (nameof(UsageRow.StartedAt), row => row.StartedAt),
        (nameof(UsageRow.EndedAt), row => row.EndedAt),
        (nameof(UsageRow.Outcome), row => (int)row.Outcome),
    ];

    private static readonly string Names = string.Join(", ", Columns.Select(column => $"\"{column.Name}\""));

    /// <summary>In the transaction that is open.</summary>
    public static Task InsertAsync(StoreContext context, IReadOnlyList<UsageRow> rows) =>
        context.Database.GetDbConnection() is NpgsqlConnection server ? CopyAsync(server, rows) : InsertEachAsync(context, rows);

    /// <summary>Lets the database look at what it has got, as it does by itself in time.</summary>
    /// <returns>Bytes that it takes.</returns>
    public static async Task<long> SettleAsync(StoreContext context)
    {
        if (context.Database.GetDbConnection() is not NpgsqlConnection)
            return new FileInfo(context.Database.GetDbConnection().DataSource).Length;
        context.Database.SetCommandTimeout(TimeSpan.FromMinutes(5));
        await context.Database.ExecuteSqlRawAsync("VACUUM ANALYZE");
        return await context.Database.SqlQuery<long>($"""SELECT pg_database_size(current_database()) AS "Value" """).SingleAsync();
    }

    private static async Task CopyAsync(NpgsqlConnection server, IReadOnlyList<UsageRow> rows)
    {
        await using var import = await server.BeginBinaryImportAsync($"COPY usage_ledger ({Names}) FROM STDIN (FORMAT BINARY)");
        foreach (var row in rows)
        {
            await import.StartRowAsync();
            foreach (var (_, value) in Columns)
                await import.WriteAsync(value(row));
        }

        await import.CompleteAsync();
    }

    private static async Task InsertEachAsync(StoreContext context, IReadOnlyList<UsageRow> rows)
    {
        await using var command = context.Database.GetDbConnection().CreateCommand();
        command.Transaction = context.Database.CurrentTransaction!.GetDbTransaction();
        command.CommandText = $"INSERT INTO usage_ledger ({Names}) VALUES ({string.Join(", ", Columns.Select(column => $"${column.Name}"))})";
        foreach (var (name, _) in Columns)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = $"${name}";
            command.Parameters.Add(parameter);
        }

        foreach (var row in rows)
        {
            for (var index = 0; index < Columns.Length; index++)
                command.Parameters[index].Value = Columns[index].Value(row);
            await command.ExecuteNonQueryAsync();
        }
    }
}
