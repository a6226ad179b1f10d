using TenantLLM.Inference.Backends.Gguf;
using TenantLLM.Inference.Models;

namespace TenantLLM.Inference.Backends.LLamaSharp;

/// <summary>Checks a LoRA adapter against its model, as llama.cpp's llama-adapter.cpp does, and says what does not fit.</summary>
internal static class LoraFile
{
    private const string FactorA = ".lora_a";
    private const string FactorB = ".lora_b";

    /// <summary>Opens an adapter that fits a model.</summary>
    /// <exception cref="ModelLoadException">It is missing, broken, no LoRA adapter, or one for another model.</exception>
    public static GgufFile Open(string path, GgufFile model)
    {
        var adapter = OpenFile(path);
        try
        {
            Check(adapter, model);
            return adapter;
        }
        catch
        {
            adapter.Dispose();
            throw;
        }
    }

    private static GgufFile OpenFile(string path)
    {
        try
        {
            return GgufFile.Open(path);
        }
        catch (ModelLoadException error)
        {
            throw new ModelLoadException($"Lora: {error.Message}", error);
        }
    }

    private static void Check(GgufFile adapter, GgufFile model)
    {
        var (type, kind) = (adapter.Metadata.TextOrNull("general.type"), adapter.Metadata.TextOrNull("adapter.type"));
        if (type != "adapter" || kind != "lora")
            throw new ModelLoadException(
                $"Lora: {adapter.Path} is not a LoRA adapter: 'general.type' is '{type}' and 'adapter.type' is '{kind}'. "
                + "Convert the adapter with llama.cpp's convert_lora_to_gguf.py.");
        var (made, given) = (adapter.Metadata.Text("general.architecture"), model.Metadata.Text("general.architecture"));
        if (made != given)
            throw new ModelLoadException($"Lora: {adapter.Path} was made for architecture '{made}'; {model.Path} has '{given}'.");
        foreach (var factor in adapter.Tensors.Values.Where(tensor => tensor.Name.EndsWith(FactorA, StringComparison.Ordinal)))
            CheckPair(adapter, model, factor);
    }

    /// <summary>The product of the factors, B · A, must have the shape of the matrix it is added to.</summary>
    private static void CheckPair(GgufFile adapter, GgufFile model, GgufTensor a)
    {
        var name = a.Name[..^FactorA.Length];
        if (!adapter.Tensors.TryGetValue(name + FactorB, out var b))
            throw new ModelLoadException($"Lora: {adapter.Path}: tensor '{a.Name}' has no '{name + FactorB}' beside it.");
        if (!model.Tensors.TryGetValue(name, out var matrix))
            throw new ModelLoadException($"Lora: {adapter.Path} changes tensor '{name}', which {model.Path} does not have.");
        // The embedding's factors are stored the other way round.
        if (name != "token_embd.weight" && (a.Columns != matrix.Columns || b.Rows != matrix.Rows || a.Rows != b.Columns))
            throw new ModelLoadException(
                $"Lora: {adapter.Path}: '{name}' is {b.ShapeText} · {a.ShapeText}; {model.Path} has {matrix.ShapeText}: "
                + "the adapter was made for another model.");
    }
}
