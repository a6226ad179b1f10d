namespace TenantLLM.EndToEnd.Isolation;

/// <summary>All of an answer that must not tell one unknown id from another.</summary>
internal sealed record WireAnswer(int Status, string Headers, string Text)
{
    /// <summary>Of these an answer has its own.</summary>
    private static readonly string[] OfTheAnswer = ["x-request-id", "Date", "openai-processing-ms"];

    public static async Task<WireAnswer> ReadAsync(HttpResponseMessage response)
    {
        var headers = response.Headers.Concat(response.Content.Headers)
            .Where(header => !OfTheAnswer.Contains(header.Key, StringComparer.OrdinalIgnoreCase))
            .Select(header => $"{header.Key}: {string.Join(',', header.Value)}");
        return new WireAnswer((int)response.StatusCode, string.Join('\n', headers), await response.Content.ReadAsStringAsync());
    }

    /// <summary>The same, were it about another id.</summary>
    public WireAnswer Naming(string other, string insteadOf) => this with { Text = Text.Replace(insteadOf, other, StringComparison.Ordinal) };
}
