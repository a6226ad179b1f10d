using LLama.Native;
using TenantLLM.Inference.Backends.Gguf;

namespace TenantLLM.Inference.Backends.LLamaSharp;

/// <summary>How the KV cache stores its numbers: llama-server's choices for <c>--cache-type-k</c>.</summary>
internal sealed record CacheType(string Name, GgufTensorType Type)
{
    private static readonly GgufTensorType[] Known =
    [
        GgufTensorType.F32, GgufTensorType.F16, GgufTensorType.BF16, GgufTensorType.Q8_0, GgufTensorType.Q5_1, GgufTensorType.Q5_0,
        GgufTensorType.Q4_1, GgufTensorType.Q4_0, GgufTensorType.IQ4_NL,
    ];

    public static string Names { get; } = string.Join(", ", Known.Select(NameOf));

    /// <summary>The type as ggml numbers it; LLamaSharp's enumeration has not all of them.</summary>
    public GGMLType Native => (GGMLType)(int)Type;

    public bool IsQuantized => Block.Elements > 1;

    public GgufBlock Block => GgufBlock.Of(Type)!.Value;

    /// <summary>The type of a name; null for one there is not.</summary>
    public static CacheType? Find(string name) =>
        Known.Where(type => NameOf(type) == name).Select(type => new CacheType(name, type)).FirstOrDefault();

    private static string NameOf(GgufTensorType type) => type.ToString().ToLowerInvariant();
}
