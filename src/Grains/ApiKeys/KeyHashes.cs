using System.Security.Cryptography;
using System.Text;

namespace TenantLLM.Grains.ApiKeys;

/// <summary>Compares hashes of keys.</summary>
internal static class KeyHashes
{
    /// <summary>How long it takes tells nothing of where they differ.</summary>
    public static bool AreEqual(string one, string other) =>
        CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(one), Encoding.ASCII.GetBytes(other));
}
