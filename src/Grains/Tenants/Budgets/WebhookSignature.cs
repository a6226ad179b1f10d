using System.Security.Cryptography;
using System.Text;

namespace TenantLLM.Grains.Tenants.Budgets;

/// <summary>Signs webhooks as Standard Webhooks has it, and OpenAI does: <c>v1,</c> and the HMAC-SHA256 of
/// <c>{id}.{timestamp}.{body}</c> in Base64 (https://github.com/standard-webhooks/standard-webhooks).</summary>
internal static class WebhookSignature
{
    private const string Prefix = "whsec_";
    private const int ShortestKey = 24;

    /// <returns>The key of a secret; null: it is none.</returns>
    public static byte[]? KeyOf(string secret)
    {
        if (!secret.StartsWith(Prefix, StringComparison.Ordinal))
            return null;
        var key = new byte[secret.Length];
        return Convert.TryFromBase64String(secret[Prefix.Length..], key, out var length) && length >= ShortestKey ? key[..length] : null;
    }

    public static string Of(byte[] key, string id, long timestamp, ReadOnlySpan<byte> body)
    {
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        hash.AppendData(Encoding.UTF8.GetBytes(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{id}.{timestamp}.")));
        hash.AppendData(body);
        return $"v1,{Convert.ToBase64String(hash.GetHashAndReset())}";
    }
}
