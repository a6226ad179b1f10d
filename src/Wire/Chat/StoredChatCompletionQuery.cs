using System.Diagnostics.CodeAnalysis;
using TenantLLM.Wire.Errors;
using TenantLLM.Wire.Reading;

namespace TenantLLM.Wire.Chat;

/// <summary>The query of <c>GET /v1/chat/completions</c>.</summary>
public sealed record StoredChatCompletionQuery
{
    public required StoredPage Page { get; init; }

    /// <summary>Only those of this model.</summary>
    public string? Model { get; init; }

    /// <summary>Only those whose metadata has all these pairs; at most 16.</summary>
    public required IReadOnlyDictionary<string, string> Metadata { get; init; }

    /// <inheritdoc cref="StoredChatMessageQuery.TryRead"/>
    public static bool TryRead(
        IEnumerable<KeyValuePair<string, string?>> query,
        [NotNullWhen(true)] out StoredChatCompletionQuery? request,
        [NotNullWhen(false)] out ApiError? error)
    {
        var parameters = new QueryReader(query);
        var read = new StoredChatCompletionQuery
        {
            Page = StoredPage.Read(parameters),
            Model = parameters.Text("model"),
            Metadata = parameters.Pairs("metadata", RequestLimits.MostMetadata),
        };
        parameters.RefuseUnknown();
        error = parameters.Error;
        request = error is null ? read : null;
        return request is not null;
    }
}
