using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using TenantLLM.Wire.Errors;
using TenantLLM.Wire.Reading;

namespace TenantLLM.Wire.Admin;

/// <summary>The body of <c>POST …/spend_limit</c>, checked.</summary>
/// <param name="Amount">Hundredths of the currency unit.</param>
public sealed record UpdateSpendLimitRequest(long Amount)
{
    /// <summary>Reads a body. Whatever its bytes are, the outcome is a request or an error to answer with; nothing throws.</summary>
    public static bool TryRead(
        in ReadOnlySequence<byte> body,
        [NotNullWhen(true)] out UpdateSpendLimitRequest? request,
        [NotNullWhen(false)] out ApiError? error)
    {
        request = JsonBody.Read(body, Read, out error);
        return request is not null;
    }

    private static UpdateSpendLimitRequest Read(ObjectReader fields)
    {
        if (!fields.TryGet("threshold_amount", out _))
            fields.Report(ParameterErrors.Missing("threshold_amount"));
        var amount = fields.Integer("threshold_amount", 1, AdminLimits.LargestAmount) ?? 0;
        fields.RequiredChoice("currency", ["USD"]);
        fields.RequiredChoice("interval", ["month"]);
        fields.RefuseUnknown(namesOne: true);
        return new UpdateSpendLimitRequest(amount);
    }
}
