using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using TenantLLM.Wire.Errors;
using TenantLLM.Wire.Reading;
using TenantLLM.Wire.Tools;

namespace TenantLLM.Wire.Responses;

/// <summary>The body of <c>POST /v1/responses/input_tokens</c>, checked.</summary>
/// <param name="Prompt">Whose tokens to count.</param>
public sealed record InputTokensRequest(ResponsePrompt Prompt)
{
    /// <summary>Reads a body. Whatever its bytes are, the outcome is a request or an error to answer with; nothing throws.</summary>
    public static bool TryRead(
        in ReadOnlySequence<byte> body,
        [NotNullWhen(true)] out InputTokensRequest? request,
        [NotNullWhen(false)] out ApiError? error)
    {
        request = JsonBody.Read(body, Read, out error);
        return request is not null;
    }

    private static InputTokensRequest Read(ObjectReader fields)
    {
        var request = new InputTokensRequest(ResponsePromptReader.Read(fields));
        ToolFields.ReadInResponse(fields);
        ReasoningFields.Read(fields);
        ResponsePromptReader.RefuseText(fields);
        fields.Unsupported("personality");
        fields.RefuseUnknown(namesOne: true);
        return request;
    }
}
