using TenantLLM.Inference.Engine;

namespace TenantLLM.Inference.Models;

/// <summary>Makes engines of configured models.</summary>
public interface IEngineLoader
{
    /// <summary>Finds what is wrong with a model's options without loading it: a backend that is not in the build, or a path where it
    /// needs an address.</summary>
    /// <exception cref="ModelLoadException">It can never be served as it is configured.</exception>
    void Check(ModelOptions options);

    /// <summary>Loads a model and starts its engine; takes seconds, and blocks.</summary>
    /// <param name="progress">Told how much is done, 0 to 1.</param>
    /// <exception cref="ModelLoadException">It cannot be served.</exception>
    IInferenceEngine Load(ModelOptions options, IProgress<double>? progress = null);
}
