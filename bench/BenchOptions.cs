using System.Globalization;

namespace TenantLLM.Bench;

/// <summary>What to measure, from the command line.</summary>
internal sealed record BenchOptions
{
    private const string Usage = """
        make bench, or: dotnet run --project bench -c Release -- [options]
          --quick        three rounds: shows that it runs, not how fast
          --rounds N     rounds that are measured (15)
          --tokens N     tokens of each answer (128)
          --threads N    threads of the engine and of the fastest llama-server (the engine's choice; one a core)
          --model PATH   a GGUF file (models/demo/demo.gguf)
        LLAMA_SERVER=path names a llama-server; without it the one in ../shared/peers is taken.
        """;

    public int Rounds { get; private init; } = 15;

    /// <summary>Rounds before the measured ones.</summary>
    public int WarmUpRounds { get; private init; } = 5;

    /// <summary>Short answers before those: the runtime compiles a method well only once it was called often, and most of what
    /// comes before a first token is called once a request.</summary>
    public int WarmUpAnswers { get; private init; } = 300;

    public int Tokens { get; private init; } = 128;

    /// <summary>0: the engine's own choice.</summary>
    public int Threads { get; private init; }

    public string Model { get; private init; } = Workspace.InRepository("models", "demo", "demo.gguf");

    /// <returns>Null for arguments it does not know; the message says which are known.</returns>
    public static BenchOptions? Parse(IReadOnlyList<string> arguments, out string message)
    {
        message = Usage;
        var options = new BenchOptions();
        for (var i = 0; i < arguments.Count; i++)
        {
            var value = i + 1 < arguments.Count ? arguments[i + 1] : "";
            var read = (arguments[i], Number(value)) switch
            {
                ("--quick", _) => options with { Rounds = 3, WarmUpRounds = 1, WarmUpAnswers = 20 },
                ("--rounds", { } rounds) => options with { Rounds = rounds },
                ("--tokens", { } tokens) => options with { Tokens = tokens },
                ("--threads", { } threads) => options with { Threads = threads },
                ("--model", _) when File.Exists(value) => options with { Model = Path.GetFullPath(value) },
                _ => null,
            };
            if (read is null)
                return null;
            i += arguments[i] == "--quick" ? 0 : 1;
            options = read;
        }

        return options;
    }

    private static int? Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : null;
}
