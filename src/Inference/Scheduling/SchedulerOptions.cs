using System.ComponentModel.DataAnnotations;

namespace TenantLLM.Inference.Scheduling;

/// <summary>How engines share a model among requests: the keys under <c>Scheduler</c>.</summary>
public sealed class SchedulerOptions
{
    public const string Section = "Scheduler";

    /// <summary>Requests that may wait for a model; one more is refused as overloaded.</summary>
    [Range(1, 1_000_000, ErrorMessage = "Scheduler:QueueLimit must be 1 to 1000000.")]
    public int QueueLimit { get; set; } = 1024;

    /// <summary>Tokens of one step. Running sequences take one each; what is left goes to prompts, so that a long prompt is
    /// prefilled in chunks between the others' steps.</summary>
    [Range(1, 65_536, ErrorMessage = "Scheduler:StepTokens must be 1 to 65536.")]
    public int StepTokens { get; set; } = 256;

    /// <summary>Updates a reader may be behind; past that its generation is ended.</summary>
    [Range(16, 1_000_000, ErrorMessage = "Scheduler:ReaderLag must be 16 to 1000000.")]
    public int ReaderLag { get; set; } = 4096;
}
