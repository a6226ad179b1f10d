using System.Text.Json.Serialization;

namespace TenantLLM.Wire.Admin;

/// <summary>What is left of a setting of a project, which has no id.</summary>
public sealed record DeletedSetting
{
    private DeletedSetting(string kind, bool isDeleted)
    {
        Kind = kind;
        IsDeleted = isDeleted;
    }

    [JsonPropertyName("object")]
    public string Kind { get; }

    /// <summary>False: there was none.</summary>
    [JsonPropertyName("deleted")]
    public bool IsDeleted { get; }

    public static DeletedSetting ModelPermissions(bool isDeleted) => new("project.model_permissions.deleted", isDeleted);

    public static DeletedSetting SpendLimit(bool isDeleted) => new("project.spend_limit.deleted", isDeleted);
}
