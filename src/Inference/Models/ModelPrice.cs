using System.ComponentModel.DataAnnotations;

namespace TenantLLM.Inference.Models;

/// <summary>What a model's tokens cost: units of the operator's currency for a million of them.</summary>
public sealed record ModelPrice : IValidatableObject
{
    private const string Most = "1000000";
    private const int MostDecimals = 6;

    /// <summary>Of prompt tokens that had to be computed.</summary>
    [Range(typeof(decimal), "0", Most, ParseLimitsInInvariantCulture = true, ErrorMessage = "Models:<n>:Price:Input must be 0 or more, 1000000 at most.")]
    public decimal Input { get; set; }

    /// <summary>Of prompt tokens that were cached; null: as <see cref="Input"/>.</summary>
    [Range(typeof(decimal), "0", Most, ParseLimitsInInvariantCulture = true, ErrorMessage = "Models:<n>:Price:CachedInput must be 0 or more, 1000000 at most.")]
    public decimal? CachedInput { get; set; }

    /// <summary>Of generated tokens.</summary>
    [Range(typeof(decimal), "0", Most, ParseLimitsInInvariantCulture = true, ErrorMessage = "Models:<n>:Price:Output must be 0 or more, 1000000 at most.")]
    public decimal Output { get; set; }

    /// <summary>Costs are kept exactly: a token's price must be a whole number of 10⁻¹² units.</summary>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        new (string Name, decimal Value)[] { (nameof(Input), Input), (nameof(CachedInput), CachedInput ?? 0), (nameof(Output), Output) }
            .Where(price => decimal.Round(price.Value, MostDecimals) != price.Value)
            .Select(price => new ValidationResult($"Models:<n>:Price:{price.Name} must have six decimals at most."));
}
