using System.Security.Cryptography;

namespace TenantLLM.Inference.Backends.Upstream;

/// <summary>How long to wait before a request is sent again: the server's own word, else twice as long each time, and never the same
/// for all who wait.</summary>
internal static class RetryDelay
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(8);

    /// <param name="tries">Tries that failed, from 1.</param>
    /// <param name="retryAfter">The server's word; null: it gave none.</param>
    /// <returns>Null if the server asks for more patience than a caller has: it is to be told then.</returns>
    public static TimeSpan? After(int tries, TimeSpan? retryAfter)
    {
        if (retryAfter > Longest)
            return null;
        var delay = First * Math.Pow(2, Math.Min(tries - 1, 10));
        var jittered = (delay < Longest ? delay : Longest) * (RandomNumberGenerator.GetInt32(500, 1001) / 1000.0);
        return retryAfter > jittered ? retryAfter : jittered;
    }
}
