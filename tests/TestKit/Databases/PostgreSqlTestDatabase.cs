using Npgsql;

namespace TenantLLM.TestKit.Databases;

/// <summary>A database of the run's server for each folder.</summary>
public sealed class PostgreSqlTestDatabase : ITestDatabase
{
    public IReadOnlyDictionary<string, string?> Settings(TemporaryFolder folder)
    {
        PostgreSqlServer.Shared.CreateDatabase(NameOf(folder));
        return PostgreSqlServer.Shared.Settings(NameOf(folder));
    }

    public void Execute(TemporaryFolder folder, string sql) => PostgreSqlServer.Shared.Execute(sql, NameOf(folder));

    /// <summary>In any column of any table.</summary>
    public bool Holds(TemporaryFolder folder, string word)
    {
        using var connection = PostgreSqlServer.Shared.Open(NameOf(folder));
        return Tables(connection).Any(table =>
        {
            using var command = new NpgsqlCommand($"""SELECT EXISTS (SELECT 1 FROM "{table}" AS t WHERE t::text LIKE @word)""", connection);
            command.Parameters.AddWithValue("word", $"%{word}%");
            return (bool)command.ExecuteScalar()!;
        });
    }

    private static List<string> Tables(NpgsqlConnection connection)
    {
        using var command = new NpgsqlCommand("SELECT tablename FROM pg_tables WHERE schemaname = 'public'", connection);
        using var reader = command.ExecuteReader();
        var names = new List<string>();
        while (reader.Read())
            names.Add(reader.GetString(0));
        return names;
    }

    private static string NameOf(TemporaryFolder folder) => Path.GetFileName(folder.Root);
}
