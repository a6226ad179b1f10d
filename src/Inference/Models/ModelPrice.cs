using System.ComponentModel.DataAnnotations;

namespace TenantLLM.Inference.Models;

/// <summary>What a model's tokens cost: units of the operator's currency for a million of them.</summary>
public sealed record ModelPrice
{
    private const string Most = "1000000000";

    /// <summary>Of prompt tokens that had to be computed.</summary>
    [Range(typeof(decimal), "0", Most, ParseLimitsInInvariantCulture = true, ErrorMessage = "Models:<n>:Price:Input must be 0 or more.")]
    public decimal Input { get; set; }

    /// <summary>Of prompt tokens that were cached; null: as <see cref="Input"/>.</summary>
    [Range(typeof(decimal), "0", Most, ParseLimitsInInvariantCulture = true, ErrorMessage = "Models:<n>:Price:CachedInput must be 0 or more.")]
    public decimal? CachedInput { get; set; }

    /// <summary>Of generated tokens.</summary>
    [Range(typeof(decimal), "0", Most, ParseLimitsInInvariantCulture = true, ErrorMessage = "Models:<n>:Price:Output must be 0 or more.")]
    public decimal Output { get; set; }
}
