using TenantLLM.Inference.Decoding;
using TenantLLM.Inference.Models;

namespace TenantLLM.Inference.Backends.LLamaSharp;

/// <summary>Refuses models whose backend is not in this build, and says how to make a build that has it.</summary>
internal sealed class AbsentDecoderFactory : IDecoderFactory
{
    public string Backend => "LLamaSharp";

    public IDecoder Load(ModelOptions options, IProgress<double>? progress = null) => throw new ModelLoadException(
        $"{options.Path}: Backend is 'LLamaSharp', and this build has no LLamaSharp. Build one that has it with "
        + "'LLamaSharp=true dotnet build', or set Models:<n>:Backend to Onnx.");
}
