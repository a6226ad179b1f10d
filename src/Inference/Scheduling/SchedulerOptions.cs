using System.ComponentModel.DataAnnotations;

namespace TenantLLM.Inference.Scheduling;

/// <summary>How engines share a model among requests: the keys under <c>Scheduler</c>.</summary>
public sealed class SchedulerOptions : IValidatableObject
{
    public const string Section = "Scheduler";

    /// <summary>Choices that may wait for a model; one more is refused as overloaded.</summary>
    [Range(1, 1_000_000, ErrorMessage = "Scheduler:QueueLimit must be 1 to 1000000.")]
    public int QueueLimit { get; set; } = 1024;

    /// <summary>How long a request may wait for a place; then it is refused as overloaded.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00", ErrorMessage = "Scheduler:QueueTimeout must be 00:00:01 to 1.00:00:00.")]
    public TimeSpan QueueTimeout { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How long a request may take, its time in the queue included.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00", ErrorMessage = "Scheduler:RequestTimeout must be 00:00:01 to 1.00:00:00.")]
    public TimeSpan RequestTimeout { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>A step that takes longer is a stall: its requests fail, and none is taken until it returns.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00", ErrorMessage = "Scheduler:StallTimeout must be 00:00:01 to 1.00:00:00.")]
    public TimeSpan StallTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Tokens of a step in which prompts are computed and no answer. On a processor more make no prompt faster, but let a request that
    /// comes meanwhile wait longer; a GPU wants more.</summary>
    [Range(1, 65_536, ErrorMessage = "Scheduler:StepTokens must be 1 to 65536.")]
    public int StepTokens { get; set; } = 64;

    /// <summary>Tokens of a prompt in a step: what a long prompt may hold up the next tokens of answers by. Prompts are cut at its
    /// multiples; a prompt of which twice as many or fewer are to be computed is not cut. Several prompts together take as much again as
    /// there are places without an answer.</summary>
    [Range(1, 65_536, ErrorMessage = "Scheduler:PrefillChunk must be 1 to 65536.")]
    public int PrefillChunk { get; set; } = 32;

    /// <summary>Places beyond <c>Models:&lt;n&gt;:Parallel</c> for tenants that have none, so that a light tenant's first token does not wait
    /// until an answer of a heavy one ends.</summary>
    [Range(0, 1024, ErrorMessage = "Scheduler:ExpressPlaces must be 0 to 1024.")]
    public int ExpressPlaces { get; set; } = 4;

    /// <summary>Service that a prompt token counts as, in the fair order of tenants.</summary>
    [Range(0, 1000, ErrorMessage = "Scheduler:InputWeight must be 0 to 1000.")]
    public double InputWeight { get; set; } = 1;

    /// <summary>Service that a token of an answer counts as.</summary>
    [Range(0.001, 1000, ErrorMessage = "Scheduler:OutputWeight must be 0.001 to 1000.")]
    public double OutputWeight { get; set; } = 2;

    /// <summary>Tenants' shares by project id; 1 where none is given. A tenant of weight 2 gets twice the service of one of weight 1
    /// while both want more than there is.</summary>
    public Dictionary<string, double> Weights { get; init; } = [];

    /// <summary>Updates a reader may be behind, for each choice; past that its generation is ended.</summary>
    [Range(16, 1_000_000, ErrorMessage = "Scheduler:ReaderLag must be 16 to 1000000.")]
    public int ReaderLag { get; set; } = 4096;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var (tenant, weight) in Weights)
        {
            if (!(weight is >= 0.001 and <= 1000))
                yield return new ValidationResult($"Scheduler:Weights:{tenant} is {weight}; it must be 0.001 to 1000.", [nameof(Weights)]);
        }
    }
}
