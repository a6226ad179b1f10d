using System.Text.Json.Serialization;

namespace TenantLLM.Wire.Admin;

/// <summary>An object of the Administration API.</summary>
public interface IAdminObject
{
    string Id { get; }
}

/// <summary>A page of a list of the Administration API.</summary>
public sealed record AdminList<T>
    where T : IAdminObject
{
    [JsonPropertyName("object")]
    public string Kind { get; } = "list";

    [JsonPropertyName("data")]
    public required IReadOnlyList<T> Data { get; init; }

    /// <summary>Null where there are none.</summary>
    [JsonPropertyName("first_id")]
    public string? FirstId => Data.Count > 0 ? Data[0].Id : null;

    /// <summary>The id to ask for the next page with.</summary>
    [JsonPropertyName("last_id")]
    public string? LastId => Data.Count > 0 ? Data[^1].Id : null;

    [JsonPropertyName("has_more")]
    public required bool HasMore { get; init; }
}
