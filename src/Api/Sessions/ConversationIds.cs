using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using TenantLLM.Wire.Chat;
using TenantLLM.Wire.Inputs;

namespace TenantLLM.Api.Sessions;

/// <summary>
/// Which conversation a stateless request belongs to, so that the next request of the same conversation meets the same
/// grain. The client may name it (<c>prompt_cache_key</c>); otherwise it is known by its opening messages, which every later
/// request repeats: all up to the first user message. Another model is another conversation, as it may live on another silo. The project is
/// part of the grain's key beside it.
/// </summary>
internal static class ConversationIds
{
    /// <summary>Characters or tokens.</summary>
    private const int PromptBeginning = 256;

    public static string Of(ChatCompletionRequest request) => request.PromptCacheKey is { } key
        ? Id("key", [request.Model, key])
        : Id("opening", Opening(request.Messages).Prepend(request.Model));

    /// <summary>Of a raw prompt: those that begin alike meet on one silo, where the beginning is warm.</summary>
    public static string Of(string model, TextInput prompt) => prompt switch
    {
        TextInput.OfText text => Id("text", [model, text.Text[..Math.Min(text.Text.Length, PromptBeginning)]]),
        TextInput.OfTokens tokens => Id(
            "tokens", tokens.Tokens.Take(PromptBeginning).Select(token => token.ToString(CultureInfo.InvariantCulture)).Prepend(model)),
        _ => throw new ArgumentOutOfRangeException(nameof(prompt), prompt.GetType().Name, "not a known kind of prompt"),
    };

    private static IEnumerable<string> Opening(IReadOnlyList<ChatRequestMessage> messages)
    {
        foreach (var message in messages)
        {
            yield return message.Role;
            yield return message.Content ?? "";
            if (message.Role == "user")
                yield break;
        }
    }

    private static string Id(string kind, IEnumerable<string> parts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var part in parts.Prepend(kind))
        {
            // Each part with its length before it: no two lists of parts look the same.
            var bytes = Encoding.UTF8.GetBytes(part);
            hash.AppendData(BitConverter.GetBytes(bytes.Length));
            hash.AppendData(bytes);
        }

        return "conv_" + Convert.ToHexStringLower(hash.GetHashAndReset())[..32];
    }
}
