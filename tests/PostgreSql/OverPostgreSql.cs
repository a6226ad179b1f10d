using System.Runtime.CompilerServices;
using TenantLLM.TestKit.Databases;

namespace TenantLLM.PostgreSql;

/// <summary>Has the linked tests use PostgreSQL.</summary>
internal static class OverPostgreSql
{
#pragma warning disable CA2255 // Before any test of the assembly, whichever it is.
    [ModuleInitializer]
#pragma warning restore CA2255
    internal static void Use() => TestDatabase.Current = new PostgreSqlTestDatabase();
}
