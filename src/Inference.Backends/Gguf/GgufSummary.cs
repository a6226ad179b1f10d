namespace TenantLLM.Inference.Backends.Gguf;

/// <summary>A model in three words, for logs: <c>llama 1.3M F16</c>; the type is that of most of the weights.</summary>
internal static class GgufSummary
{
    public static string Of(GgufFile file)
    {
        var parameters = file.Tensors.Values.Sum(tensor => (double)tensor.Elements);
        var type = file.Tensors.Values.GroupBy(tensor => tensor.Type).MaxBy(group => group.Sum(tensor => (double)tensor.Elements))!.Key;
        var size = parameters < 1e9 ? $"{parameters / 1e6:0.0}M" : $"{parameters / 1e9:0.0}B";
        return $"{file.Metadata.Text("general.architecture")} {size} {type}";
    }
}
