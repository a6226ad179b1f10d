using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using TenantLLM.Wire.Errors;
using TenantLLM.Wire.Reading;

namespace TenantLLM.Wire.Admin;

/// <summary>The body of <c>POST …/service_accounts/{service_account_id}</c>, checked. What is null stays.</summary>
/// <param name="Role"><see cref="ServiceAccountRoles"/>.</param>
public sealed record UpdateServiceAccountRequest(string? Name, string? Role)
{
    private static readonly string[] Roles = [ServiceAccountRoles.Member, ServiceAccountRoles.Owner];

    /// <summary>Reads a body. Whatever its bytes are, the outcome is a request or an error to answer with; nothing throws.</summary>
    public static bool TryRead(
        in ReadOnlySequence<byte> body,
        [NotNullWhen(true)] out UpdateServiceAccountRequest? request,
        [NotNullWhen(false)] out ApiError? error)
    {
        request = JsonBody.Read(body, Read, out error);
        return request is not null;
    }

    private static UpdateServiceAccountRequest Read(ObjectReader fields)
    {
        var request = new UpdateServiceAccountRequest(fields.Name("name", AdminLimits.LongestName), fields.Choice("role", Roles));
        fields.RefuseUnknown(namesOne: true);
        return request;
    }
}
