namespace TenantLLM.Inference.Models;

/// <summary>When a model is loaded.</summary>
public enum ModelLoad
{
    /// <summary>Before the process serves; one that cannot be loaded keeps it from starting.</summary>
    Start,

    /// <summary>When the first request asks for it, which waits.</summary>
    FirstUse,
}
