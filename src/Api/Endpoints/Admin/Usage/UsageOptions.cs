using System.ComponentModel.DataAnnotations;

namespace TenantLLM.Api.Endpoints.Admin.Usage;

/// <summary>How usage is told: the keys under <c>Usage</c>.</summary>
internal sealed class UsageOptions
{
    public const string Section = "Usage";

    /// <summary>The currency of the prices of the models, as costs name it.</summary>
    [RegularExpression("^[a-z]{3}$", ErrorMessage = "Usage:Currency must be a lower-case ISO 4217 code, such as 'usd'.")]
    public string Currency { get; set; } = "usd";
}
