using System.Text;
using Microsoft.Data.Sqlite;

namespace TenantLLM.TestKit.Databases;

/// <summary>A file in the folder.</summary>
public sealed class SqliteTestDatabase : ITestDatabase
{
    private const string Name = "store.db";

    public IReadOnlyDictionary<string, string?> Settings(TemporaryFolder folder) =>
        new Dictionary<string, string?> { ["Storage:Path"] = folder.File(Name) };

    public void Execute(TemporaryFolder folder, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={folder.File(Name)};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The texts are the tests'.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    /// <summary>As bytes, of the file or its log.</summary>
    public bool Holds(TemporaryFolder folder, string word) => Directory.GetFiles(folder.Root, $"{Name}*").Any(file =>
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray().AsSpan().IndexOf(Encoding.UTF8.GetBytes(word)) >= 0;
    });
}
