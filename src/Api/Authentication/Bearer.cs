namespace TenantLLM.Api.Authentication;

/// <summary>What a request brings in <c>Authorization: Bearer</c>.</summary>
internal static class Bearer
{
    private const string Scheme = "Bearer ";

    /// <summary>A token begins so: base64 of <c>{"</c>.</summary>
    private const string TokenStart = "eyJ";

    /// <returns>Null where there is none.</returns>
    public static string? Of(HttpRequest request)
    {
        var authorization = request.Headers.Authorization.ToString();
        return authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? authorization[Scheme.Length..].Trim() : null;
    }

    /// <summary>Whether it looks like an identity provider's token.</summary>
    public static bool IsToken(string bearer) => bearer.StartsWith(TokenStart, StringComparison.Ordinal);
}
