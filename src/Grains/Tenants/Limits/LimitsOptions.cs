using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace TenantLLM.Grains.Tenants.Limits;

/// <summary>The limits of every project: the keys under <c>Limits</c>. What is not set is not limited.</summary>
internal sealed class LimitsOptions
{
    public const string Section = "Limits";

    /// <summary>Of a project and model.</summary>
    [ValidateObjectMembers]
    public LimitOptions Project { get; set; } = new();

    /// <summary>Of an API key, beside its project's, over all models.</summary>
    [ValidateObjectMembers]
    public LimitOptions Key { get; set; } = new();

    /// <summary>Reserved for each answer whose request does not bound it.</summary>
    [Range(1, 1_000_000, ErrorMessage = "Limits:DefaultOutputTokens must be 1 to 1000000, such as 1024.")]
    public int DefaultOutputTokens { get; set; } = 1024;

    /// <summary>After which a reservation that was never settled is given back.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00", ErrorMessage = "Limits:ReservationLifetime must be one second to one day.")]
    public TimeSpan ReservationLifetime { get; set; } = TimeSpan.FromHours(1);

    /// <summary>Requests a second of a project and model from which Api nodes get leases: they admit the next ones without asking.
    /// 0: never.</summary>
    [Range(0, 1_000_000, ErrorMessage = "Limits:LeaseFrom must be 0 to 1000000 requests a second; 0: no leases.")]
    public int LeaseFrom { get; set; } = 50;

    /// <summary>How long a lease admits: a changed limit or a spent budget is met that much later by a node that has one.</summary>
    [Range(typeof(TimeSpan), "00:00:00.5", "00:00:30", ErrorMessage = "Limits:LeaseLifetime must be half a second to 30 seconds.")]
    public TimeSpan LeaseLifetime { get; set; } = TimeSpan.FromSeconds(2);
}

/// <summary>Limits of one project and model, or of one key.</summary>
internal sealed class LimitOptions
{
    private const long Most = 1_000_000_000_000;

    [Range(1L, Most, ErrorMessage = "Limits:<Project or Key>:RequestsPerMinute must be 1 or more, or not set.")]
    public long? RequestsPerMinute { get; set; }

    [Range(1L, Most, ErrorMessage = "Limits:<Project or Key>:RequestsPerDay must be 1 or more, or not set.")]
    public long? RequestsPerDay { get; set; }

    [Range(1L, Most, ErrorMessage = "Limits:<Project or Key>:TokensPerMinute must be 1 or more, or not set.")]
    public long? TokensPerMinute { get; set; }

    /// <summary>Requests that run at the same time.</summary>
    [Range(1L, Most, ErrorMessage = "Limits:<Project or Key>:ConcurrentRequests must be 1 or more, or not set.")]
    public long? ConcurrentRequests { get; set; }
}
