using System.ComponentModel.DataAnnotations;
using TenantLLM.Storage.Databases;

namespace TenantLLM.Storage;

/// <summary>Where data is kept: the keys under <c>Storage</c>.</summary>
public sealed class StorageOptions : IValidatableObject
{
    public const string Section = "Storage";
    public const string Sqlite = "Sqlite";
    public const string PostgreSql = "PostgreSql";

    /// <summary>The database: <c>Sqlite</c> or <c>PostgreSql</c>.</summary>
    [AllowedValues(Sqlite, PostgreSql, ErrorMessage = "Storage:Provider must be 'Sqlite' or 'PostgreSql'.")]
    public string Provider { get; set; } = Sqlite;

    /// <summary>The SQLite file, relative to the working directory; its folder is made if missing.</summary>
    [Required(ErrorMessage = "Storage:Path must name a file, such as 'data/tenantllm.db'.")]
    public string Path { get; set; } = "data/tenantllm.db";

    /// <summary>The PostgreSQL server, the database and who signs in, in Npgsql's keywords. It may hold a password: it is never logged, nor
    /// part of a message.</summary>
    public string ConnectionString { get; set; } = "";

    /// <summary>How long the database may take to let a connection in, to answer a query, or to commit a write.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00", ErrorMessage = "Storage:Timeout must be 1 second to 5 minutes.")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Provider == PostgreSql && !PostgreSqlDatabase.IsConnectionString(ConnectionString))
            yield return new ValidationResult(
                "Storage:ConnectionString must name a PostgreSQL server, such as 'Host=localhost;Database=tenantllm;Username=tenantllm;Password=…'.");
    }
}
