using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using TenantLLM.Wire.Errors;
using TenantLLM.Wire.Reading;

namespace TenantLLM.Wire.Admin;

/// <summary>The body of <c>POST …/service_accounts</c>, checked.</summary>
/// <param name="WithKey">Whether it is to have a key at once.</param>
public sealed record CreateServiceAccountRequest(string Name, bool WithKey)
{
    /// <summary>Reads a body. Whatever its bytes are, the outcome is a request or an error to answer with; nothing throws.</summary>
    public static bool TryRead(
        in ReadOnlySequence<byte> body,
        [NotNullWhen(true)] out CreateServiceAccountRequest? request,
        [NotNullWhen(false)] out ApiError? error)
    {
        request = JsonBody.Read(body, Read, out error);
        return request is not null;
    }

    private static CreateServiceAccountRequest Read(ObjectReader fields)
    {
        var request = new CreateServiceAccountRequest(
            fields.RequiredName("name", AdminLimits.LongestName), fields.Flag("create_service_account_only") != true);
        fields.RefuseUnknown(namesOne: true);
        return request;
    }
}
