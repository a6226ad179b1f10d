using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace TenantLLM.Wire.Ids;

/// <summary>
/// Ids of the Responses and Conversations APIs: a prefix that says the kind and 48 or 50 hex digits, 16 of which name the session that
/// holds the object. OpenAI's ids are made alike (seen in recorded traffic: the conversation's last 16 digits are the first 16 of its
/// responses and messages).
/// </summary>
public static class SessionIds
{
    private const int SessionLength = 16;

    /// <summary>Random digits of an id: 136 bits, never guessed and never repeated.</summary>
    private const int RandomLength = 34;

    private const int ConversationRandomLength = 32;

    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789abcdef");

    /// <summary>A new session: 64 random bits, unique within a project.</summary>
    public static string Session() => RandomNumberGenerator.GetHexString(SessionLength, lowercase: true);

    /// <summary>An id for a response of a session: <c>resp_…</c>.</summary>
    public static string Response(string session) => Create("resp_", session);

    /// <summary>An id for a message of a session: <c>msg_…</c>.</summary>
    public static string Message(string session) => Create("msg_", session);

    /// <summary>An id of this prefix for an object of a session.</summary>
    public static string Create(string prefix, string session) =>
        prefix + session + RandomNumberGenerator.GetHexString(RandomLength, lowercase: true);

    /// <summary>An id for the conversation of a session: <c>conv_…</c>.</summary>
    public static string Conversation(string session) =>
        "conv_" + RandomNumberGenerator.GetHexString(ConversationRandomLength, lowercase: true) + session;

    /// <summary>The session that holds an object, by the object's id.</summary>
    /// <returns>False where no such id was ever given.</returns>
    public static bool TryGetSession(string id, [NotNullWhen(true)] out string? session)
    {
        var digits = id.AsSpan(id.IndexOf('_', StringComparison.Ordinal) + 1);
        session = null;
        if (digits.ContainsAnyExcept(Digits))
            return false;
        if (digits.Length == SessionLength + RandomLength)
            session = digits[..SessionLength].ToString();
        else if (digits.Length == ConversationRandomLength + SessionLength && id.StartsWith("conv_", StringComparison.Ordinal))
            session = digits[^SessionLength..].ToString();
        return session is not null;
    }
}
