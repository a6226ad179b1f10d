namespace TenantLLM.Storage.Limits;

/// <summary>What an administrator set for a project and model. What is null is as the configuration has it.</summary>
public sealed record RateLimitRow
{
    public required string ProjectId { get; init; }

    public required string Model { get; init; }

    public long? RequestsPerMinute { get; init; }

    public long? RequestsPerDay { get; init; }

    public long? TokensPerMinute { get; init; }
}
