using System.ComponentModel.DataAnnotations;
using System.Net;

namespace TenantLLM.Api.Proxies;

/// <summary>Proxies before the server: the keys under <c>Api</c>.</summary>
internal sealed class ProxyOptions : IValidatableObject
{
    /// <summary>Addresses, or networks such as <c>10.0.0.0/8</c>, whose <c>X-Forwarded-For</c> is believed. Without one none is: the address
    /// of a client is then that of its connection.</summary>
    public IList<string> TrustedProxies { get; } = [];

    public IEnumerable<IPNetwork> Networks => TrustedProxies.Select(text => TryParse(text, out var network) ? network : default);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        TrustedProxies.Where(text => !TryParse(text, out _)).Select(text => new ValidationResult(
            $"Api:TrustedProxies has '{text}': it must be an address or a network, such as '10.0.0.7' or '10.0.0.0/8'."));

    private static bool TryParse(string text, out IPNetwork network)
    {
        if (IPNetwork.TryParse(text, out network))
            return true;
        var isAddress = IPAddress.TryParse(text, out var address);
        network = isAddress ? new IPNetwork(address!, address!.GetAddressBytes().Length * 8) : default;
        return isAddress;
    }
}
