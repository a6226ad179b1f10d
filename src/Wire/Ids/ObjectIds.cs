using System.Text;

namespace TenantLLM.Wire.Ids;

/// <summary>Identifiers of objects on the wire: a prefix that says the kind, then random base62 characters.</summary>
public static class ObjectIds
{
    /// <summary>As many as OpenAI's own: 172 bits, never guessed and never repeated.</summary>
    private const int RandomLength = 29;

    /// <summary>An id for a chat completion: <c>chatcmpl-…</c>.</summary>
    public static string ChatCompletion() => Create("chatcmpl-");

    /// <summary>An id for a completion of a prompt: <c>cmpl-…</c>.</summary>
    public static string TextCompletion() => Create("cmpl-");

    /// <summary>An id with this prefix.</summary>
    public static string Create(string prefix)
    {
        Span<byte> random = stackalloc byte[RandomLength];
        Base62.Fill(random);
        return prefix + Encoding.ASCII.GetString(random);
    }
}
