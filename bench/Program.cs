using TenantLLM.Bench;

if (BenchOptions.Parse(args, out var message) is not { } options)
{
    await Console.Error.WriteLineAsync(message);
    return 2;
}

try
{
    await Scenarios.RunAsync(options, Console.Out);
    return 0;
}
catch (InvalidDataException failure)
{
    await Console.Error.WriteLineAsync($"bench: {failure.Message}");
    return 1;
}
