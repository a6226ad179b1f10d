using System.ComponentModel.DataAnnotations;

namespace TenantLLM.Api.Authentication;

/// <summary>Wrong credentials: the keys under <c>Authentication</c>.</summary>
internal sealed class FailureOptions
{
    public const string Section = "Authentication";

    /// <summary>How often a minute one address may send a wrong credential before it is slowed; 0: as often as it likes.</summary>
    [Range(0, 1_000_000, ErrorMessage = "Authentication:FailuresPerMinute must be 0 to 1000000.")]
    public int FailuresPerMinute { get; set; } = 60;
}
