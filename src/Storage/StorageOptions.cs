using System.ComponentModel.DataAnnotations;

namespace TenantLLM.Storage;

/// <summary>Where data is kept: the keys under <c>Storage</c>.</summary>
public sealed class StorageOptions
{
    public const string Section = "Storage";

    /// <summary>The database: <c>Sqlite</c>.</summary>
    [AllowedValues("Sqlite", ErrorMessage = "Storage:Provider must be 'Sqlite', the only provider of this version.")]
    public string Provider { get; set; } = "Sqlite";

    /// <summary>The SQLite file, relative to the working directory; its folder is made if missing.</summary>
    [Required(ErrorMessage = "Storage:Path must name a file, such as 'data/tenantllm.db'.")]
    public string Path { get; set; } = "data/tenantllm.db";
}
