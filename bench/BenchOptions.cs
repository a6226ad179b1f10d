using System.Globalization;

namespace TenantLLM.Bench;

/// <summary>What to measure, from the command line.</summary>
internal sealed record BenchOptions
{
    private static readonly string Usage = $"""
        make bench, or: dotnet run --project bench -c Release -- [options]
          --scenario A,B   {string.Join(", ", Scenarios.Names)} (all)
          --quick          shows that it runs, not how fast
          --rounds N       rounds that are measured ({StreamRounds} of one stream, {ServerRounds} of servers under load)
          --tokens N       tokens of each answer ({StreamTokens} of one stream, {ServerTokens} of each of several)
          --threads N      threads of the engine and of llama-server (by the model's size; at most one a core)
          --model PATH     a GGUF file, several times for several (models/demo/demo.gguf, and SmolLM2 in ../shared/models)
          --compute C      exact or int8, several times for both (both, where the backend is Onnx)
          --backend B      what runs our side's models: Onnx, or LLamaSharp in a build that has it (Onnx)
          --postgresql C   a server's connection string: the ledger is measured in databases made on it, not in SQLite files
        LLAMA_SERVER=path names a llama-server; without it the one in ../shared/peers is taken.
        """;

    private const string Onnx = "Onnx";
    private const string Exact = "exact";
    private const string Int8 = "int8";

    private const int StreamRounds = 15;
    private const int ServerRounds = 3;
    private const int StreamTokens = 128;
    private const int ServerTokens = 64;

    private int? _rounds;
    private int? _tokens;

    public bool IsQuick { get; private init; }

    /// <summary>Rounds of one stream at a time.</summary>
    public int Rounds => _rounds ?? (IsQuick ? 3 : StreamRounds);

    /// <summary>Rounds of servers under load.</summary>
    public int LoadRounds => _rounds ?? (IsQuick ? 1 : ServerRounds);

    /// <summary>Rounds before the measured ones.</summary>
    public int WarmUpRounds => IsQuick ? 1 : 5;

    /// <summary>Short answers before those: the runtime compiles a method well only once it was called often, and most of what
    /// comes before a first token is called once a request.</summary>
    public int WarmUpAnswers => IsQuick ? 20 : 300;

    /// <summary>Tokens of the answer of one stream at a time.</summary>
    public int Tokens => _tokens ?? StreamTokens;

    /// <summary>Tokens of each answer where there are several streams.</summary>
    public int LoadTokens => _tokens ?? (IsQuick ? 16 : ServerTokens);

    /// <summary>0: by the model's size.</summary>
    public int Threads { get; private init; }

    public IReadOnlySet<string> Chosen { get; private init; } = Scenarios.Names.ToHashSet();

    public IReadOnlyList<string> Models { get; private init; } = [];

    public IReadOnlyList<string> Computes { get; private init; } = [];

    public string Backend { get; private init; } = Onnx;

    /// <summary>Null: SQLite.</summary>
    public string? PostgreSql { get; private init; }

    /// <returns>Null for arguments it does not know; the message says which are known.</returns>
    public static BenchOptions? Parse(IReadOnlyList<string> arguments, out string message)
    {
        message = Usage;
        var options = new BenchOptions();
        for (var i = 0; i < arguments.Count; i++)
        {
            var name = arguments[i];
            var value = name != "--quick" && i + 1 < arguments.Count ? arguments[++i] : "";
            if (options.With(name, value) is not { } read)
                return null;
            options = read;
        }

        return options with
        {
            Models = options.Models.Count > 0 ? options.Models : DefaultModels(),
            Computes = options.Computes.Count > 0 ? options.Computes : ComputesOf(options.Backend),
        };
    }

    private BenchOptions? With(string argument, string value) => (argument, Number(value)) switch
    {
        ("--quick", _) => this with { IsQuick = true },
        ("--scenario", _) when value.Split(',') is var names && names.All(Scenarios.Names.Contains) => this with { Chosen = names.ToHashSet() },
        ("--rounds", { } rounds) => this with { _rounds = rounds },
        ("--tokens", { } tokens) => this with { _tokens = tokens },
        ("--threads", { } threads) => this with { Threads = threads },
        ("--model", _) when File.Exists(value) => this with { Models = [.. Models, Path.GetFullPath(value)] },
        ("--compute", _) when value is Exact or Int8 => this with { Computes = [.. Computes, value] },
        ("--backend", _) when value is Onnx or "LLamaSharp" => this with { Backend = value },
        ("--postgresql", _) when value.Length > 0 => this with { PostgreSql = value },
        _ => null,
    };

    private static string[] ComputesOf(string backend) => backend == Onnx ? [Exact, Int8] : [Exact];

    private static string[] DefaultModels() =>
    [
        Workspace.InRepository("models", "demo", "demo.gguf"),
        .. Workspace.InShared("models", "SmolLM2-135M-Instruct.Q4_1.gguf") is { } larger ? (string[])[larger] : [],
    ];

    private static int? Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : null;
}
