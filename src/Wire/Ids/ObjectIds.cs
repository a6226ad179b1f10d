using System.Text;

namespace TenantLLM.Wire.Ids;

/// <summary>Identifiers of objects on the wire: a prefix that says the kind, then base62 characters, all or most of them random.</summary>
public static class ObjectIds
{
    /// <summary>As many as OpenAI's own: 172 bits, never guessed and never repeated.</summary>
    private const int Length = 29;

    /// <summary>Of milliseconds: enough until the year 2081.</summary>
    private const int TimeLength = 7;

    private const string ChatCompletionPrefix = "chatcmpl-";

    /// <summary>
    /// An id for a chat completion: <c>chatcmpl-…</c>. Its first characters are the time, so that ids are in the order of their times, and
    /// a list can go on after one that was deleted; the other 22 are random, 131 bits.
    /// </summary>
    public static string ChatCompletion(DateTimeOffset createdAt)
    {
        Span<byte> id = stackalloc byte[Length];
        Base62.Write(createdAt.ToUnixTimeMilliseconds(), id[..TimeLength]);
        Base62.Fill(id[TimeLength..]);
        return ChatCompletionPrefix + Encoding.ASCII.GetString(id);
    }

    /// <summary>Whether this may be the id of a chat completion.</summary>
    public static bool IsChatCompletion(string id) =>
        id.Length == ChatCompletionPrefix.Length + Length
        && id.StartsWith(ChatCompletionPrefix, StringComparison.Ordinal)
        && !id.AsSpan(ChatCompletionPrefix.Length).ContainsAnyExcept(Base62.Characters);

    /// <summary>An id for a completion of a prompt: <c>cmpl-…</c>.</summary>
    public static string TextCompletion() => Create("cmpl-");

    /// <summary>An id with this prefix.</summary>
    public static string Create(string prefix)
    {
        Span<byte> random = stackalloc byte[Length];
        Base62.Fill(random);
        return prefix + Encoding.ASCII.GetString(random);
    }
}
