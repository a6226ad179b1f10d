using System.Diagnostics.CodeAnalysis;
using TenantLLM.Wire.Errors;
using TenantLLM.Wire.Reading;

namespace TenantLLM.Wire.Chat;

/// <summary>The query of <c>GET /v1/chat/completions/{id}/messages</c>.</summary>
public sealed record StoredChatMessageQuery(StoredPage Page)
{
    /// <param name="query">The parameters, decoded.</param>
    /// <param name="request">What they ask for.</param>
    /// <param name="error">What to answer otherwise.</param>
    public static bool TryRead(
        IEnumerable<KeyValuePair<string, string?>> query,
        [NotNullWhen(true)] out StoredChatMessageQuery? request,
        [NotNullWhen(false)] out ApiError? error)
    {
        var parameters = new QueryReader(query);
        var read = new StoredChatMessageQuery(StoredPage.Read(parameters));
        parameters.RefuseUnknown();
        error = parameters.Error;
        request = error is null ? read : null;
        return request is not null;
    }
}
