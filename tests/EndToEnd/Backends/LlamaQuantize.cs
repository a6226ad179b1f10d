using System.Diagnostics;
using TenantLLM.TestKit;
using Xunit;

namespace TenantLLM.EndToEnd.Backends;

/// <summary>llama.cpp's quantizer.</summary>
internal static class LlamaQuantize
{
    public const string Program = "peers/llama.cpp-b8390/llama-quantize";

    /// <summary>Writes a model's matrices in another type.</summary>
    /// <returns>The file written.</returns>
    public static async Task<string> RunAsync(string model, string target, string type, params string[] options)
    {
        var start = new ProcessStartInfo(Workspace.InShared(Program), ["--allow-requantize", .. options, model, target, type])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
        return target;
    }
}
