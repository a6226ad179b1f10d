namespace TenantLLM.Inference.Models;

/// <summary>Where a model's file lies.</summary>
internal static class ModelFile
{
    /// <summary>Finds a file relative to the working directory, else to the program's folder, where the demo model lies.</summary>
    /// <exception cref="ModelLoadException">It is in neither.</exception>
    public static FileInfo Locate(string path)
    {
        var here = new FileInfo(path);
        var beside = new FileInfo(Path.Combine(AppContext.BaseDirectory, path));
        if (here.Exists || beside.Exists)
            return here.Exists ? here : beside;
        throw new ModelLoadException(
            $"Models: there is no file '{path}': neither '{here.FullName}' nor '{beside.FullName}' exists. Set Models:<n>:Path to a GGUF file.");
    }
}
