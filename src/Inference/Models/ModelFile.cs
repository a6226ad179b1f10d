namespace TenantLLM.Inference.Models;

/// <summary>Where a model's file lies.</summary>
public static class ModelFile
{
    /// <summary>Finds a file relative to the working directory, else to the program's folder, where the demo model lies.</summary>
    /// <exception cref="ModelLoadException">It is in neither.</exception>
    public static FileInfo Locate(string path) => Find(path) ?? throw new ModelLoadException(
        (Path.IsPathRooted(path)
            ? $"Models: there is no file '{path}'. "
            : $"Models: there is no file '{path}': neither '{Here(path).FullName}' nor '{Beside(path).FullName}' exists. ")
        + "Set Models:<n>:Path to a GGUF file.");

    /// <inheritdoc cref="Locate"/>
    /// <returns>Null if it is in neither.</returns>
    public static FileInfo? Find(string path) =>
        path.Length == 0 ? null
        : Here(path) is { Exists: true } here ? here
        : Beside(path) is { Exists: true } beside ? beside
        : null;

    private static FileInfo Here(string path) => new(path);

    private static FileInfo Beside(string path) => new(Path.Combine(AppContext.BaseDirectory, path));
}
