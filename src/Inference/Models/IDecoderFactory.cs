using TenantLLM.Inference.Decoding;

namespace TenantLLM.Inference.Models;

/// <summary>Loads models for one backend.</summary>
public interface IDecoderFactory
{
    /// <summary>The name <see cref="ModelOptions.Backend"/> gives it.</summary>
    string Backend { get; }

    /// <summary>Loads a model; takes seconds, and blocks.</summary>
    /// <param name="options">The model, with the path of a file that was found.</param>
    /// <param name="progress">Told how much is done, 0 to 1.</param>
    /// <exception cref="ModelLoadException">The file is missing, broken or of a kind this backend cannot run.</exception>
    IDecoder Load(ModelOptions options, IProgress<double>? progress = null);
}
