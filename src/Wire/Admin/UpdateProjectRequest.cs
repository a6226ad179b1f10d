using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using TenantLLM.Wire.Errors;
using TenantLLM.Wire.Reading;

namespace TenantLLM.Wire.Admin;

/// <summary>The body of <c>POST /v1/organization/projects/{project_id}</c>, checked.</summary>
/// <param name="Name">Null: it stays.</param>
public sealed record UpdateProjectRequest(string? Name)
{
    /// <summary>Reads a body. Whatever its bytes are, the outcome is a request or an error to answer with; nothing throws.</summary>
    public static bool TryRead(
        in ReadOnlySequence<byte> body, [NotNullWhen(true)] out UpdateProjectRequest? request, [NotNullWhen(false)] out ApiError? error)
    {
        request = JsonBody.Read(body, Read, out error);
        return request is not null;
    }

    private static UpdateProjectRequest Read(ObjectReader fields)
    {
        var request = new UpdateProjectRequest(fields.Name("name", AdminLimits.LongestName));
        fields.Unsupported("external_key_id");
        fields.RefuseUnknown(namesOne: true);
        return request;
    }
}
