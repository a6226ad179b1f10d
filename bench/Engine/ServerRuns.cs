using TenantLLM.Bench.Servers;
using TenantLLM.Inference.Models;

namespace TenantLLM.Bench.Engine;

/// <summary>The scenarios of servers, for each model and compute.</summary>
internal static class ServerRuns
{
    private const string Int8 = "int8";

    public static async Task RunAsync(IReadOnlyList<Func<ServerRun, Task>> scenarios, BenchOptions options, TextWriter output)
    {
        using var folder = new TemporaryFolder();
        var llama = LlamaCpp.Find();
        if (llama is null)
            await output.WriteLineAsync("llama-server: skipped, there is none; set LLAMA_SERVER to its path.\n");
        foreach (var path in options.Models)
        {
            if (await ReadAsync(path, output) is not { } model)
                continue;
            foreach (var compute in options.Computes)
            {
                var setup = new ServerSetup(
                    model,
                    await PeerFileAsync(model, compute, llama, folder),
                    compute,
                    options.Backend,
                    options.Threads > 0 ? options.Threads : model.Threads);
                await RunAsync(scenarios, setup, llama, folder, options, output);
            }
        }
    }

    /// <returns>Null for a file our side cannot read; the output says so.</returns>
    private static async Task<ModelFacts?> ReadAsync(string path, TextWriter output)
    {
        try
        {
            return await ModelFacts.ReadAsync(path);
        }
        catch (ModelLoadException failure)
        {
            await output.WriteLineAsync($"{Path.GetFileName(path)}: skipped: {failure.Message}\n");
            return null;
        }
    }

    private static async Task RunAsync(
        IReadOnlyList<Func<ServerRun, Task>> scenarios,
        ServerSetup setup,
        LlamaCpp? llama,
        TemporaryFolder folder,
        BenchOptions options,
        TextWriter output)
    {
        await output.WriteLineAsync(
            $"{setup.Model.Name}, {setup.Compute}: threads {setup.Threads}, {setup.Parallel} sequences, context {setup.Context} "
            + $"(llama-server: -c {ServerSetup.PeerContext} -np {setup.Parallel} -kvu), {setup.Model.TokensPerWord:0.00} tokens a word.\n");
        await using var servers = await ServedModels.StartAsync(setup, llama, folder, output);
        var run = new ServerRun
        {
            Setup = setup,
            Servers = servers,
            Llama = llama,
            Folder = folder,
            Options = options,
            Output = output,
        };
        foreach (var server in servers.All)
            await WarmUp.RunAsync(server, run.Prompts, options);
        try
        {
            foreach (var scenario in scenarios)
                await scenario(run);
        }
        finally
        {
            // A scenario that broke does not take the others' ratios with it.
            await run.Ratios.WriteAsync(output);
        }
    }

    /// <summary>Our 8-bit compute is measured against llama-server's fastest format.</summary>
    private static async Task<string> PeerFileAsync(ModelFacts model, string compute, LlamaCpp? llama, TemporaryFolder folder)
    {
        if (compute != Int8 || llama is null)
            return model.Path;
        var converted = folder.InFolder($"{LlamaCpp.FastestType}-{model.Name}");
        return llama.CanQuantize
            ? await llama.QuantizeAsync(model.Path, converted, LlamaCpp.FastestType)
            : throw new InvalidDataException(
                $"There is no llama-quantize beside {llama.Server} to make a {LlamaCpp.FastestType} file with; int8 is compared with it.");
    }
}
