using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using TenantLLM.Wire.Errors;
using TenantLLM.Wire.Items;
using TenantLLM.Wire.Reading;

namespace TenantLLM.Wire.Conversations;

/// <summary>The body of <c>POST /v1/conversations/{id}/items</c>, checked.</summary>
/// <param name="Items">1 to 20.</param>
public sealed record CreateItemsRequest(IReadOnlyList<Item> Items)
{
    /// <summary>The API's document has it.</summary>
    internal const int MostItems = 20;

    /// <summary>Reads a body. Whatever its bytes are, the outcome is a request or an error to answer with; nothing throws.</summary>
    public static bool TryRead(
        in ReadOnlySequence<byte> body,
        [NotNullWhen(true)] out CreateItemsRequest? request,
        [NotNullWhen(false)] out ApiError? error)
    {
        request = JsonBody.Read(body, Read, out error);
        return request is not null;
    }

    private static CreateItemsRequest Read(ObjectReader fields)
    {
        if (!fields.TryGet("items", out _))
            fields.Report(ParameterErrors.Missing("items"));
        var request = new CreateItemsRequest(ItemReader.Items(fields, "items", MostItems, mayBeEmpty: false));
        fields.RefuseUnknown(namesOne: true);
        return request;
    }
}
