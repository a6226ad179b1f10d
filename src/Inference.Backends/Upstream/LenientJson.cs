using System.Text.Json;

namespace TenantLLM.Inference.Backends.Upstream;

/// <summary>Reads JSON that others wrote: what is missing or of another type is absent.</summary>
internal static class LenientJson
{
    /// <summary>A property of a kind; null otherwise.</summary>
    public static JsonElement? Object(this JsonElement element, string name, JsonValueKind kind = JsonValueKind.Object) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == kind ? value : null;

    /// <summary>A string; null otherwise.</summary>
    public static string? Text(this JsonElement element, string name) => element.Object(name, JsonValueKind.String)?.GetString();

    /// <summary>A number that counts something; 0 otherwise.</summary>
    public static int Number(this JsonElement element, string name) =>
        element.Object(name, JsonValueKind.Number) is { } value && value.TryGetInt32(out var number) ? Math.Max(0, number) : 0;

    /// <summary>A number; 0 otherwise.</summary>
    public static float Float(this JsonElement element, string name) =>
        element.Object(name, JsonValueKind.Number) is { } value && value.TryGetSingle(out var number) ? number : 0;

    /// <summary>The items of an array; none otherwise.</summary>
    public static IEnumerable<JsonElement> Items(this JsonElement element, string name) =>
        element.Object(name, JsonValueKind.Array) is { } array ? array.EnumerateArray() : [];
}
