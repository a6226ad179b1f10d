using System.Text.Json.Serialization;

namespace TenantLLM.Wire.Items;

/// <summary>What is left of a deleted object.</summary>
public sealed record DeletedObject
{
    private DeletedObject(string id, string kind)
    {
        Id = id;
        Kind = kind;
    }

    [JsonPropertyName("id")]
    public string Id { get; }

    [JsonPropertyName("object")]
    public string Kind { get; }

    [JsonPropertyName("deleted")]
    public bool IsDeleted { get; } = true;

    public static DeletedObject Response(string id) => new(id, "response.deleted");

    public static DeletedObject Conversation(string id) => new(id, "conversation.deleted");

    public static DeletedObject ServiceAccount(string id) => new(id, "organization.project.service_account.deleted");

    public static DeletedObject ProjectApiKey(string id) => new(id, "organization.project.api_key.deleted");

    public static DeletedObject AdminApiKey(string id) => new(id, "organization.admin_api_key.deleted");
}
