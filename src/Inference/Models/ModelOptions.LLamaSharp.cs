using System.ComponentModel.DataAnnotations;

namespace TenantLLM.Inference.Models;

// What only Backend: LLamaSharp reads.
public sealed partial record ModelOptions
{
    /// <summary>Layers computed on the GPU; -1: all of them.</summary>
    [ReadBy("LLamaSharp")]
    [Range(-1, 4096, ErrorMessage = "Models:<n>:GpuLayers must be 0 (none), a number of layers, or -1 (all of them).")]
    public int GpuLayers { get; set; }

    /// <summary>Whether attention is computed in one fused step: <c>auto</c> (where the device can), <c>on</c> or <c>off</c>.</summary>
    [ReadBy("LLamaSharp")]
    [AllowedValues("auto", "on", "off", ErrorMessage = "Models:<n>:FlashAttention must be auto, on or off.")]
    public string FlashAttention { get; set; } = "auto";

    /// <summary>How the KV cache stores keys and values: <c>f16</c>, <c>f32</c>, <c>bf16</c>, or in fewer bits and with some loss
    /// <c>q8_0</c>, <c>q5_1</c>, <c>q5_0</c>, <c>q4_1</c>, <c>q4_0</c>, <c>iq4_nl</c>.</summary>
    [ReadBy("LLamaSharp")]
    [AllowedValues("f32", "f16", "bf16", "q8_0", "q5_1", "q5_0", "q4_1", "q4_0", "iq4_nl",
        ErrorMessage = "Models:<n>:CacheType must be f32, f16, bf16, q8_0, q5_1, q5_0, q4_1, q4_0 or iq4_nl.")]
    public string CacheType { get; set; } = "f16";

    /// <summary>Tokens that all conversations of the model can hold together, those kept warm included; 0: <see cref="Context"/> for each
    /// of <see cref="Parallel"/>.</summary>
    [ReadBy("LLamaSharp")]
    [Range(0, int.MaxValue, ErrorMessage = "Models:<n>:CacheTokens must be 0 (Context × Parallel) or a number of tokens.")]
    public int CacheTokens { get; set; }

    /// <summary>A LoRA adapter in a GGUF file, relative to the working directory, that is applied to the model; null: none.</summary>
    [ReadBy("LLamaSharp")]
    public string? Lora { get; set; }
}
