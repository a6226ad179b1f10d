using System.Globalization;
using System.Runtime.InteropServices;

namespace TenantLLM.Bench;

/// <summary>The head of the output: what figures mean nothing without.</summary>
internal static class Machine
{
    private const string Processors = "/proc/cpuinfo";
    private const string Load = "/proc/loadavg";
    private const string ModelName = "model name";

    private static readonly string[] Keys = [ModelName, "cpu family"];

    public static async Task DescribeAsync(BenchOptions options, TextWriter output)
    {
        var today = TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        await output.WriteLineAsync(
            $"{today}, {Processor()}, {Environment.ProcessorCount} cores, {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}; load before: {Loads()}.");
        await output.WriteLineAsync(
            $"Scenarios {string.Join(", ", options.Chosen)}; models {string.Join(", ", options.Models.Select(Path.GetFileName))}; "
            + $"backend {options.Backend}, compute {string.Join(" and ", options.Computes)}; "
            + $"threads {(options.Threads > 0 ? options.Threads : "by the model's size")}{(options.IsQuick ? "; quick: shows that it runs, not how fast" : "")}.\n");
    }

    private static string Processor() => !File.Exists(Processors) ? $"{RuntimeInformation.ProcessArchitecture}" : string.Join(
        ", ", Keys.Select(Value).Where(value => value.Length > 0));

    private static string Value(string key) =>
        File.ReadLines(Processors).FirstOrDefault(line => line.StartsWith(key, StringComparison.Ordinal))?.Replace('\t', ' ') is { } line
            ? (key == ModelName ? "" : $"{key} ") + line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim()
            : "";

    private static string Loads() => File.Exists(Load) ? string.Join(' ', File.ReadAllText(Load).Split(' ').Take(3)) : "unknown";
}
