using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using TenantLLM.Wire.Errors;
using TenantLLM.Wire.Reading;

namespace TenantLLM.Wire.Admin;

/// <summary>The body of <c>POST …/service_accounts/{service_account_id}/api_keys</c>, checked.</summary>
/// <param name="Scopes">What the key may do; null: everything.</param>
/// <param name="ExpiresAfter">Null: never. The document has it for admin keys only.</param>
public sealed record CreateServiceAccountKeyRequest(string Name, IReadOnlyList<string>? Scopes, TimeSpan? ExpiresAfter)
{
    private const string DefaultName = "Secret Key";

    /// <summary>Reads a body. Whatever its bytes are, the outcome is a request or an error to answer with; nothing throws.</summary>
    /// <param name="body">The bytes.</param>
    /// <param name="scopes">Those there are.</param>
    public static bool TryRead(
        in ReadOnlySequence<byte> body,
        IReadOnlyList<string> scopes,
        [NotNullWhen(true)] out CreateServiceAccountKeyRequest? request,
        [NotNullWhen(false)] out ApiError? error)
    {
        request = JsonBody.Read(body, fields => Read(fields, scopes), out error);
        return request is not null;
    }

    private static CreateServiceAccountKeyRequest Read(ObjectReader fields, IReadOnlyList<string> scopes)
    {
        var request = new CreateServiceAccountKeyRequest(
            fields.Name("name", AdminLimits.LongestName) ?? DefaultName,
            fields.TryGet("scopes", out _) ? [.. fields.Words("scopes", (word, path) => Scope(fields, word, path, scopes)).Distinct()] : null,
            fields.LifeTime("expires_in_seconds", AdminLimits.LongestLife));

        // Without one it could do nothing, which nobody means.
        if (request.Scopes is [])
            fields.Report(ParameterErrors.EmptyArray("scopes"));
        fields.RefuseUnknown(namesOne: true);
        return request;
    }

    private static string Scope(ObjectReader fields, JsonElement word, string path, IReadOnlyList<string> scopes)
    {
        if (word.ValueKind == JsonValueKind.String && scopes.Contains(word.GetString()!))
            return word.GetString()!;
        fields.Report(word.ValueKind == JsonValueKind.String
            ? ParameterErrors.WrongValue(path, JsonKind.Show(word), scopes)
            : ParameterErrors.WrongType(path, "a string", JsonKind.Of(word)));
        return "";
    }
}
