using Xunit;

namespace TenantLLM.TestKit.Databases;

/// <summary>A test that starts a PostgreSQL server; it skips, with the reason, where there can be none.</summary>
public sealed class PostgreSqlFactAttribute : FactAttribute
{
    public PostgreSqlFactAttribute() => Skip = PostgreSqlServer.Missing;
}
