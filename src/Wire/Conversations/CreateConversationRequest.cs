using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using TenantLLM.Wire.Errors;
using TenantLLM.Wire.Items;
using TenantLLM.Wire.Reading;

namespace TenantLLM.Wire.Conversations;

/// <summary>The body of <c>POST /v1/conversations</c>, checked. It may be empty.</summary>
public sealed record CreateConversationRequest
{
    /// <summary>At most 16 pairs, in the client's order.</summary>
    public required IReadOnlyDictionary<string, string> Metadata { get; init; }

    /// <summary>The first items; at most 20.</summary>
    public required IReadOnlyList<Item> Items { get; init; }

    /// <summary>Reads a body. Whatever its bytes are, the outcome is a request or an error to answer with; nothing throws.</summary>
    public static bool TryRead(
        in ReadOnlySequence<byte> body,
        [NotNullWhen(true)] out CreateConversationRequest? request,
        [NotNullWhen(false)] out ApiError? error)
    {
        request = JsonBody.Read(body, Read, out error);
        return request is not null;
    }

    private static CreateConversationRequest Read(ObjectReader fields)
    {
        var request = new CreateConversationRequest
        {
            Metadata = fields.Metadata(),
            Items = ItemReader.Items(fields, "items", CreateItemsRequest.MostItems, mayBeEmpty: true),
        };
        fields.RefuseUnknown(namesOne: true);
        return request;
    }
}
