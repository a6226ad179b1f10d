using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using TenantLLM.Wire.Errors;
using TenantLLM.Wire.Reading;

namespace TenantLLM.Wire.Chat;

/// <summary>The body of <c>POST /v1/chat/completions/{id}</c>, checked.</summary>
/// <param name="Metadata">Replaces what was there; null in the body empties it. At most 16 pairs, in the client's order.</param>
public sealed record UpdateChatCompletionRequest(IReadOnlyDictionary<string, string> Metadata)
{
    /// <summary>Reads a body. Whatever its bytes are, the outcome is a request or an error to answer with; nothing throws.</summary>
    public static bool TryRead(
        in ReadOnlySequence<byte> body,
        [NotNullWhen(true)] out UpdateChatCompletionRequest? request,
        [NotNullWhen(false)] out ApiError? error)
    {
        request = JsonBody.Read(body, Read, out error);
        return request is not null;
    }

    private static UpdateChatCompletionRequest Read(ObjectReader fields)
    {
        var request = new UpdateChatCompletionRequest(fields.RequiredMetadata());
        fields.RefuseUnknown(namesOne: true);
        return request;
    }
}
