using System.Text.Json;
using System.Text.Json.Serialization;
using TenantLLM.Grains.Abstractions.Conversations;

namespace TenantLLM.Grains.Conversations;

/// <summary>A conversation's metadata as it is kept in its row: pairs, which keep the client's order.</summary>
internal static class MetadataJson
{
    public static string Write(ImmutableArray<MetadataEntry> metadata) => JsonSerializer.Serialize(
        [.. metadata.Select(entry => new[] { entry.Key, entry.Value })], MetadataContext.Default.StringArrayArray);

    /// <exception cref="JsonException">It was not written by this class.</exception>
    public static ImmutableArray<MetadataEntry> Read(string json) =>
    [
        .. JsonSerializer.Deserialize(json, MetadataContext.Default.StringArrayArray)!.Select(pair => new MetadataEntry(pair[0], pair[1])),
    ];
}

[JsonSerializable(typeof(string[][]))]
internal sealed partial class MetadataContext : JsonSerializerContext;
