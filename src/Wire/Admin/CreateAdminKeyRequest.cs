using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using TenantLLM.Wire.Errors;
using TenantLLM.Wire.Reading;

namespace TenantLLM.Wire.Admin;

/// <summary>The body of <c>POST /v1/organization/admin_api_keys</c>, checked.</summary>
/// <param name="ExpiresAfter">Null: never.</param>
public sealed record CreateAdminKeyRequest(string Name, TimeSpan? ExpiresAfter)
{
    /// <summary>Reads a body. Whatever its bytes are, the outcome is a request or an error to answer with; nothing throws.</summary>
    public static bool TryRead(
        in ReadOnlySequence<byte> body, [NotNullWhen(true)] out CreateAdminKeyRequest? request, [NotNullWhen(false)] out ApiError? error)
    {
        request = JsonBody.Read(body, Read, out error);
        return request is not null;
    }

    private static CreateAdminKeyRequest Read(ObjectReader fields)
    {
        var request = new CreateAdminKeyRequest(
            fields.RequiredName("name", AdminLimits.LongestName), fields.LifeTime("expires_in_seconds", AdminLimits.LongestLife));
        fields.RefuseUnknown(namesOne: true);
        return request;
    }
}
