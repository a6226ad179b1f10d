using TenantLLM.Bench.Servers;

namespace TenantLLM.Bench.SingleStream;

/// <summary>A GGUF file and the name of its weights' type.</summary>
internal sealed record ModelFile(string Path, string Type)
{
    /// <summary>The least ratio to llama-server that issue 3 asks for.</summary>
    public double Target => Type == ModelFiles.F32 ? 1.0 : 0.8;
}

/// <summary>The model in the types that are compared.</summary>
internal static class ModelFiles
{
    public const string F32 = "F32";
    private const string F16 = "F16";

    /// <summary>The file in F16 and F32, converted by llama.cpp's own tool; without it, the file as it is.</summary>
    public static async Task<IReadOnlyList<ModelFile>> PrepareAsync(
        string path, LlamaCpp? peer, TemporaryFolder folder, TextWriter output)
    {
        var name = Path.GetFileName(path);
        if (peer is { CanQuantize: true })
        {
            return
            [
                new ModelFile(await peer.QuantizeAsync(path, folder.InFolder($"{F16}-{name}"), F16), F16),
                new ModelFile(await peer.QuantizeAsync(path, folder.InFolder($"{F32}-{name}"), F32), F32),
            ];
        }

        await output.WriteLineAsync("F32: skipped, there is no llama-quantize beside llama-server to convert with.");
        return [new ModelFile(path, "as it is")];
    }
}
