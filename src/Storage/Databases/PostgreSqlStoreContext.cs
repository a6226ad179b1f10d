using Microsoft.EntityFrameworkCore;

namespace TenantLLM.Storage.Databases;

/// <summary>The same model on PostgreSQL. It is a type of its own so that its migrations are a set of their own.</summary>
internal sealed class PostgreSqlStoreContext(DbContextOptions<PostgreSqlStoreContext> options) : StoreContext(options)
{
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>

        // Ordered by bytes, as SQLite does, whatever the language of the database: pages go on after an id.
        configurationBuilder.Properties<string>().UseCollation("C").HaveConversion<PostgreSqlText>();
}
