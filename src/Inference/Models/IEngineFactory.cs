using TenantLLM.Inference.Engine;

namespace TenantLLM.Inference.Models;

/// <summary>Makes engines for one backend that needs no scheduler of ours: an upstream server has its own.</summary>
public interface IEngineFactory
{
    /// <summary>The name <see cref="ModelOptions.Backend"/> gives it.</summary>
    string Backend { get; }

    /// <exception cref="ModelLoadException">The options do not make an engine.</exception>
    IInferenceEngine Load(ModelOptions options);
}
