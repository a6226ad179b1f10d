namespace TenantLLM.TestKit.Databases;

/// <summary>Where the tests of a run keep the data of a folder.</summary>
public interface ITestDatabase
{
    /// <summary>The configuration under which a server finds the folder's database.</summary>
    IReadOnlyDictionary<string, string?> Settings(TemporaryFolder folder);

    /// <summary>Runs a statement beside the server.</summary>
    void Execute(TemporaryFolder folder, string sql);

    /// <summary>Whether a word can be found in the database by whoever has it.</summary>
    bool Holds(TemporaryFolder folder, string word);
}
