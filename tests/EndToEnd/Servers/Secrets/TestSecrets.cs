using System.Text.RegularExpressions;

namespace TenantLLM.EndToEnd.Servers.Secrets;

/// <summary>What the tests of this run told servers in confidence. Whatever a server writes is searched for it.</summary>
internal static partial class TestSecrets
{
    /// <summary>Shorter ones are in texts by chance.</summary>
    private const int ShortestCredential = 10;

    /// <summary>Of what is longer a part counts, too: of keys it is the random part, of tokens the signature.</summary>
    private const int ShortestWithParts = 40;

    private const int FewestCharacters = 4;

    private static readonly SecretSet Credentials = new();
    private static readonly SecretSet Prompts = new();

    /// <summary>Keys, tokens and passwords.</summary>
    public static void AddCredential(string credential)
    {
        if (credential.Length < ShortestCredential)
            return;
        Credentials.Add(credential);

        // A key that a test made up of one digit has no random part.
        if (credential.Length >= ShortestWithParts && credential[^24..^8].Distinct().Count() > FewestCharacters)
            Credentials.Add(credential[^24..^8]);
    }

    /// <summary>Every key in a text that may have some.</summary>
    public static void AddKeysIn(string text)
    {
        foreach (Match key in KeyPattern().Matches(text))
            AddCredential(key.Value);
    }

    /// <summary>What a client said.</summary>
    public static void AddPrompt(string text) => Prompts.Add(text);

    /// <summary>Searches what a client is answered, which may repeat what it said.</summary>
    /// <exception cref="SecretToldException">It has a credential.</exception>
    public static void CheckAnswer(string text, string whose) => Refuse(Credentials.FindIn(text) ?? AnyKeyIn(text), whose);

    /// <summary>Searches what is written for operators.</summary>
    /// <exception cref="SecretToldException">It has a credential, or something that a client said.</exception>
    public static void CheckOutput(string text, string whose) =>
        Refuse(Credentials.FindIn(text) ?? Prompts.FindIn(text) ?? AnyKeyIn(text), whose);

    private static void Refuse(string? told, string whose)
    {
        if (told is not null)
            throw new SecretToldException($"A secret is in {whose}: {told}");
    }

    /// <summary>One that the tests never saw is told all the more.</summary>
    private static string? AnyKeyIn(string text) => KeyPattern().Match(text) is { Success: true } key ? key.Value : null;

    [GeneratedRegex("sk-(proj|admin)-[0-9A-Za-z]{38}")]
    private static partial Regex KeyPattern();
}

/// <summary>A server told a secret.</summary>
internal sealed class SecretToldException(string message) : Exception(message);
