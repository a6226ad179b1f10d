using System.Globalization;

namespace TenantLLM.Wire.Chat;

/// <summary>Ids of the messages that a stored completion was given: its own id, and the place among them, from 0.</summary>
public static class StoredMessageIds
{
    /// <summary>For example <c>chatcmpl-…-0</c>.</summary>
    public static string Of(string completionId, int place) => string.Create(CultureInfo.InvariantCulture, $"{completionId}-{place}");

    /// <summary>The place that an id names.</summary>
    /// <returns>Null where it is the id of no message of the completion.</returns>
    public static int? PlaceOf(string id, string completionId) =>
        id.StartsWith($"{completionId}-", StringComparison.Ordinal)
        && int.TryParse(id.AsSpan(completionId.Length + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var place)
            ? place
            : null;
}
