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
