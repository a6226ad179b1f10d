namespace TenantLLM.Inference.ChatTemplates.Values;

/// <summary>Text marked safe (<c>markupsafe.Markup</c>). Nothing escapes by itself here, but text added to it with
/// <c>+</c> is escaped, as in Python, and some templates' prompts depend on that.</summary>
internal sealed record SafeString(string Text)
{
    public static string Escape(string text) => text
        .Replace("&", "&amp;", StringComparison.Ordinal)
        .Replace(">", "&gt;", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace("'", "&#39;", StringComparison.Ordinal)
        .Replace("\"", "&#34;", StringComparison.Ordinal);
}
