using System.ComponentModel.DataAnnotations;

namespace TenantLLM.Grains.Tenants.Budgets;

/// <summary>Alerts about projects' spend limits: the keys under <c>Budgets</c>.</summary>
internal sealed class BudgetsOptions : IValidatableObject
{
    public const string Section = "Budgets";

    private const int MostPercent = 1_000;
    private static readonly int[] Usual = [50, 80, 100];

    /// <summary>Parts of a month's limit, in percent, that are told when they are spent. Not set: 50, 80 and 100.</summary>
    public int[]? AlertAt { get; set; }

    /// <summary>Where alerts are posted to; empty: nowhere.</summary>
    public string WebhookUrl { get; set; } = "";

    /// <summary>Signs them: <c>whsec_</c> and at least 24 random bytes in Base64.</summary>
    public string WebhookSecret { get; set; } = "";

    public IReadOnlyList<int> Thresholds => [.. (AlertAt ?? Usual).Distinct().Order()];

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Thresholds.Any(percent => percent is < 1 or > MostPercent))
            yield return new ValidationResult("Budgets:AlertAt must be percents from 1 to 1000, such as 80.");
        if (WebhookUrl.Length == 0)
            yield break;
        if (!Uri.TryCreate(WebhookUrl, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
            yield return new ValidationResult("Budgets:WebhookUrl must be an address such as 'https://example.com/alerts'.");
        if (WebhookSignature.KeyOf(WebhookSecret) is null)
            yield return new ValidationResult(
                "Budgets:WebhookSecret must be 'whsec_' and 24 bytes or more in Base64, as \"whsec_$(openssl rand -base64 32)\" makes it.");
    }
}
