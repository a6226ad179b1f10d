using System.Diagnostics;

namespace TenantLLM.Bench.Servers;

/// <summary>A build of llama.cpp.</summary>
internal sealed record LlamaCpp(string Server)
{
    /// <summary>The type of weights it computes fastest with, on processors as we have them.</summary>
    public const string FastestType = "Q4_0";

    private string Quantize => Path.Combine(Path.GetDirectoryName(Server)!, "llama-quantize");

    public bool CanQuantize => File.Exists(Quantize);

    /// <returns>The one <c>LLAMA_SERVER</c> names, else the one in the shared folder beside the repository; null if there is
    /// none.</returns>
    public static LlamaCpp? Find()
    {
        if (Environment.GetEnvironmentVariable("LLAMA_SERVER") is { Length: > 0 } named)
            return File.Exists(named) ? new LlamaCpp(Path.GetFullPath(named)) : null;
        return Workspace.InShared("peers", "llama.cpp-b8390", "llama-server") is { } shared ? new LlamaCpp(shared) : null;
    }

    /// <summary>Writes a model in another type of weights.</summary>
    public async Task<string> QuantizeAsync(string source, string destination, string type)
    {
        var start = new ProcessStartInfo(Quantize, ["--allow-requantize", source, destination, type])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var log = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? destination
            : throw new InvalidDataException($"{Quantize} cannot convert {source} to {type}: {string.Concat(log)}");
    }
}
