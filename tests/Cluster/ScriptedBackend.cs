using TenantLLM.Inference.Decoding;
using TenantLLM.Inference.Models;
using TenantLLM.TestKit.Decoding;

namespace TenantLLM.Cluster;

/// <summary>Loads scripted decoders in the place of models.</summary>
internal sealed class ScriptedBackend(Func<ScriptedDecoder> decoder) : IDecoderFactory
{
    public const string Name = "Scripted";

    public string Backend => Name;

    public IDecoder Load(ModelOptions options, IProgress<double>? progress = null) => decoder();
}
