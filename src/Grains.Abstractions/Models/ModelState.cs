namespace TenantLLM.Grains.Abstractions.Models;

/// <summary>Where a model is between its file and its answers.</summary>
public enum ModelState
{
    /// <summary>It is loaded when a request asks for it.</summary>
    NotLoaded,

    /// <summary>Requests wait for it.</summary>
    Loading,

    /// <summary>It answers.</summary>
    Ready,

    /// <summary>It failed to load, or its engine cannot take requests; it is tried again.</summary>
    Unavailable,

    /// <summary>It gives its memory back.</summary>
    Unloading,
}
