using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;

namespace TenantLLM.Api.Authentication;

/// <summary>
/// Slows addresses that send wrong credentials: each may fail so often a minute (GCRA, with a burst of a minute's failures). Addresses are
/// remembered while it matters, a bounded number; of IPv6 the network counts, as one client has all of its addresses.
/// </summary>
internal sealed class FailureLimits(IOptions<FailureOptions> options, TimeProvider clock) : IDisposable
{
    private const int AddressLimit = 100_000;
    private const int NetworkBytes = 8;
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly MemoryCache _addresses = new(new MemoryCacheOptions { SizeLimit = AddressLimit });

    private bool IsOn => options.Value.FailuresPerMinute > 0;

    /// <returns>How long the address has to wait; null: it has not.</returns>
    public TimeSpan? DelayOf(IPAddress? address)
    {
        if (!IsOn || !_addresses.TryGetValue(KeyOf(address), out DateTimeOffset paidUntil))
            return null;
        var delay = paidUntil - clock.GetUtcNow() - Minute;
        return delay > TimeSpan.Zero ? delay : null;
    }

    /// <summary>The address has sent a wrong credential.</summary>
    public void Record(IPAddress? address)
    {
        if (!IsOn)
            return;
        var (key, now) = (KeyOf(address), clock.GetUtcNow());
        var paidUntil = _addresses.TryGetValue(key, out DateTimeOffset before) && before > now ? before : now;
        var failure = Minute / options.Value.FailuresPerMinute;

        // However many come, none is kept waiting longer than a minute.
        var latest = now + Minute + Minute;
        paidUntil = paidUntil + failure < latest ? paidUntil + failure : latest;
        _addresses.Set(key, paidUntil, new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = paidUntil - now });
    }

    public void Dispose() => _addresses.Dispose();

    private static string KeyOf(IPAddress? address)
    {
        if (address is null)
            return "";
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        return address.AddressFamily == AddressFamily.InterNetworkV6
            ? Convert.ToHexString(address.GetAddressBytes(), 0, NetworkBytes)
            : address.ToString();
    }
}
