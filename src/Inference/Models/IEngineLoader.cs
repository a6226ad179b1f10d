using TenantLLM.Inference.Engine;

namespace TenantLLM.Inference.Models;

/// <summary>Makes engines of configured models.</summary>
public interface IEngineLoader
{
    /// <summary>Loads a model and starts its engine; takes seconds, and blocks.</summary>
    /// <exception cref="ModelLoadException">It cannot be served.</exception>
    IInferenceEngine Load(ModelOptions options);
}
