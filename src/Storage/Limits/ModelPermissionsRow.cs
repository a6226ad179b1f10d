namespace TenantLLM.Storage.Limits;

/// <summary>Which models a project may use.</summary>
public sealed record ModelPermissionsRow
{
    public required string ProjectId { get; init; }

    /// <summary>Whether the models named are those it may use; else those it may not.</summary>
    public required bool IsAllowList { get; init; }

    /// <summary>Their ids, an array of JSON.</summary>
    public required string Models { get; init; }
}
