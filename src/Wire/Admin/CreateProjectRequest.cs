using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using TenantLLM.Wire.Errors;
using TenantLLM.Wire.Reading;

namespace TenantLLM.Wire.Admin;

/// <summary>The body of <c>POST /v1/organization/projects</c>, checked.</summary>
public sealed record CreateProjectRequest(string Name)
{
    private static readonly string[] Residencies =
    [
        "GLOBAL", "US_STORAGE_PROCESSING", "EU_STORAGE_PROCESSING", "JP_STORAGE", "KR_STORAGE", "CA_STORAGE", "SG_STORAGE", "IN_STORAGE",
        "AU_STORAGE", "GB_STORAGE", "AE_STORAGE", "AE_STORAGE_PROCESSING",
    ];

    /// <summary>Reads a body. Whatever its bytes are, the outcome is a request or an error to answer with; nothing throws.</summary>
    public static bool TryRead(
        in ReadOnlySequence<byte> body, [NotNullWhen(true)] out CreateProjectRequest? request, [NotNullWhen(false)] out ApiError? error)
    {
        request = JsonBody.Read(body, Read, out error);
        return request is not null;
    }

    private static CreateProjectRequest Read(ObjectReader fields)
    {
        var request = new CreateProjectRequest(fields.RequiredName("name", AdminLimits.LongestName));

        // The data are where the operator's disks are.
        fields.OnlyChoice("residency", "GLOBAL", Residencies);
        fields.Unsupported("external_key_id");
        fields.RefuseUnknown(namesOne: true);
        return request;
    }
}
