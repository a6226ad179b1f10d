using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;
using TenantLLM.Inference.Models;

namespace TenantLLM.Grains.Models;

/// <summary>The folder whose GGUF files are models.</summary>
internal sealed partial class ModelDirectory(string folder, ModelOptions defaults, ILogger log)
{
    private static readonly EnumerationOptions Files = new() { MatchCasing = MatchCasing.CaseInsensitive, IgnoreInaccessible = true };

    private readonly HashSet<string> _skipped = new(StringComparer.Ordinal);
    private IReadOnlyList<ModelFileVersion> _models = [];
    private bool _isMissing;

    /// <summary>The models that lie there now, by name. While the folder cannot be read, those that lay there last.</summary>
    public IReadOnlyList<ModelFileVersion> Scan()
    {
        try
        {
            _models = [.. Directory.EnumerateFiles(folder, "*.gguf", Files)
                .Order(StringComparer.Ordinal)
                .Where(IsModel)
                .Select(path => new FileInfo(path))
                .Where(file => file.Exists)
                .Select(file => new ModelFileVersion(file.FullName, file.Length, file.LastWriteTimeUtc))
                .DistinctBy(file => file.Id)];
            _isMissing = false;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            if (!_isMissing)
                LogMissing(folder, exception.Message);
            _isMissing = true;
        }

        return _models;
    }

    /// <summary>The options of a model that lies there.</summary>
    public ModelOptions OptionsOf(ModelFileVersion file) =>
        defaults with { Id = file.Id, Path = file.Path, Load = defaults.Load ?? ModelLoad.FirstUse };

    private bool IsModel(string path)
    {
        var name = Path.GetFileName(path);
        var reason = SplitName().IsMatch(name) ? "it is a part of a split model; merge the parts (llama-gguf-split --merge)"
            : name.Contains("mmproj", StringComparison.OrdinalIgnoreCase) ? "it is the image projector of another model"
            : null;
        if (reason is not null && _skipped.Add(name))
            LogSkipped(name, reason);
        return reason is null;
    }

    [GeneratedRegex(@"-\d{5}-of-\d{5}\.gguf$", RegexOptions.IgnoreCase)]
    private static partial Regex SplitName();

    [LoggerMessage(Level = LogLevel.Information, Message = "ModelDirectory: {File} is no model of its own: {Reason}")]
    private partial void LogSkipped(string file, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "ModelDirectory: '{Folder}' cannot be read ({Reason}); its models stay as they were")]
    private partial void LogMissing(string folder, string reason);
}

/// <summary>A file of a model at one time; a file that was replaced is another.</summary>
internal sealed record ModelFileVersion(string Path, long Length, DateTime Written)
{
    /// <summary>The name without its ending.</summary>
    public string Id => System.IO.Path.GetFileNameWithoutExtension(Path);
}
