namespace TenantLLM.Grains.Abstractions.Sessions;

/// <summary>A session grain's key: whose conversation, and which.</summary>
/// <param name="ProjectId">The tenant, from authentication only.</param>
/// <param name="ConversationId">An id the server made: no slash.</param>
public readonly record struct SessionKey(string ProjectId, string ConversationId)
{
    /// <summary>The key as Orleans has it: <c>proj_…/conv_…</c>.</summary>
    public override string ToString() => $"{ProjectId}/{ConversationId}";

    /// <exception cref="FormatException">Not a session key.</exception>
    public static SessionKey Parse(string key)
    {
        var slash = key.IndexOf('/', StringComparison.Ordinal);
        return slash > 0
            ? new SessionKey(key[..slash], key[(slash + 1)..])
            : throw new FormatException($"'{key}' is not a session key.");
    }
}
