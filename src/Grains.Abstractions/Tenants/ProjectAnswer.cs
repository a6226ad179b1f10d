namespace TenantLLM.Grains.Abstractions.Tenants;

/// <summary>What an administrator asked a project for, or why there is none.</summary>
[GenerateSerializer, Immutable, Alias("TenantLLM.ProjectAnswer`1")]
public sealed record ProjectAnswer<T>([property: Id(0)] T? Value, [property: Id(1)] ProjectRefusal Refusal)
    where T : class
{
    public static implicit operator ProjectAnswer<T>(T value) => new(value, ProjectRefusal.None);

    public static implicit operator ProjectAnswer<T>(ProjectRefusal refusal) => new(null, refusal);
}

/// <summary>Why an administrator's wish was not fulfilled.</summary>
public enum ProjectRefusal
{
    None,

    /// <summary>There is no such project.</summary>
    NoProject,

    /// <summary>The project is archived: nothing of it changes any more.</summary>
    IsArchived,

    /// <summary>The project is not archived, and has to be.</summary>
    IsNotArchived,

    /// <summary>Nobody asked for the deletion of the project's data.</summary>
    NoErasure,

    /// <summary>The project has no such service account.</summary>
    NoServiceAccount,

    /// <summary>The project has no such key.</summary>
    NoApiKey,

    /// <summary>No model is served by this name.</summary>
    NoModel,

    /// <summary>The project may spend what it likes.</summary>
    NoSpendLimit,
}
