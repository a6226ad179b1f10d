namespace TenantLLM.TestKit.Databases;

/// <summary>The database of this run: SQLite, unless the tests are those of <c>tests/PostgreSql</c>.</summary>
public static class TestDatabase
{
    public static ITestDatabase Current { get; set; } = new SqliteTestDatabase();
}
