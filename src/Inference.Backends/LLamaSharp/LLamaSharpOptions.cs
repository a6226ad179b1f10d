namespace TenantLLM.Inference.Backends.LLamaSharp;

/// <summary>What all models on llama.cpp share: the keys under <c>LLamaSharp</c>.</summary>
public sealed class LLamaSharpOptions
{
    public const string Section = "LLamaSharp";

    /// <summary>The folder of the native libraries: llama.cpp as LLamaSharp's version speaks it, with its ggml backends. Null: those of
    /// the package LLamaSharp.Backend.* this build was made with.</summary>
    public string? LibraryPath { get; set; }
}
