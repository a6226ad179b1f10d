using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using TenantLLM.TestKit;

namespace TenantLLM.EndToEnd.Backends;

/// <summary>A llama-server on a free port of this machine: what the same file gives in llama.cpp.</summary>
internal sealed class LlamaServer : IAsyncDisposable
{
    public const string Program = "peers/llama.cpp-b8390/llama-server";

    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly HttpClient _client;

    private LlamaServer(Process process, int port)
    {
        _process = process;
        _client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}"), Timeout = TimeSpan.FromMinutes(2) };
    }

    /// <summary>The base address of its OpenAI-compatible API.</summary>
    public string ApiUrl => $"{_client.BaseAddress}v1";

    public static async Task<LlamaServer> StartAsync(string model, params string[] arguments)
    {
        var port = FreePort();
        string[] all = ["-m", model, "--host", "127.0.0.1", "--port", $"{port}", .. arguments];
        var start = new ProcessStartInfo(Workspace.InShared(Program), all)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var process = Process.Start(start) ?? throw new InvalidOperationException("llama-server did not start.");
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var server = new LlamaServer(process, port);
        await server.WaitUntilReadyAsync();
        return server;
    }

    /// <summary>Plain text to tokens, special tokens taken as the characters they are written with.</summary>
    public async Task<int[]> TokenizeAsync(string text)
    {
        var answer = await PostAsync("/tokenize", new JsonObject
        {
            ["content"] = text,
            ["add_special"] = false,
            ["parse_special"] = false,
        });
        return Tokens(answer);
    }

    /// <summary>The most likely tokens after a prompt, of those not banned.</summary>
    public async Task<int[]> CompleteAsync(int[] prompt, int count, params IEnumerable<int> banned)
    {
        var answer = await PostAsync("/completion", new JsonObject
        {
            ["prompt"] = new JsonArray([.. prompt.Select(token => JsonValue.Create(token))]),
            ["n_predict"] = count,
            ["temperature"] = 0,
            ["cache_prompt"] = false,
            ["logit_bias"] = new JsonArray([.. banned.Select(token => new JsonArray(token, false))]),
            // The list that n_probs gives leaves out tokens that end inside a character.
            ["return_tokens"] = true,
        });
        return Tokens(answer);
    }

    /// <summary>The most likely tokens after a prompt, and for each the log-probabilities of the likeliest at its place.</summary>
    public async Task<(int Token, Dictionary<int, float> Likeliest)[]> CompleteWithProbabilitiesAsync(int[] prompt, int count, int likeliest)
    {
        var answer = await PostAsync("/completion", new JsonObject
        {
            ["prompt"] = new JsonArray([.. prompt.Select(token => JsonValue.Create(token))]),
            ["n_predict"] = count,
            ["temperature"] = 0,
            ["n_probs"] = likeliest,
            ["cache_prompt"] = false,
        });
        return [.. answer["completion_probabilities"]!.AsArray().Select(place => (
            place!["id"]!.GetValue<int>(),
            place["top_logprobs"]!.AsArray().ToDictionary(
                token => token!["id"]!.GetValue<int>(), token => token!["logprob"]!.GetValue<float>())))];
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        if (!_process.HasExited)
            _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private async Task<JsonNode> PostAsync(string path, JsonObject body)
    {
        using var response = await _client.PostAsJsonAsync(path, body);
        var text = await response.Content.ReadAsStringAsync();
        return response.IsSuccessStatusCode
            ? JsonNode.Parse(text)!
            : throw new InvalidOperationException($"llama-server answered {path} with {response.StatusCode}: {text}");
    }

    private static int[] Tokens(JsonNode answer) => [.. answer["tokens"]!.AsArray().Select(token => token!.GetValue<int>())];

    private async Task WaitUntilReadyAsync()
    {
        var started = Stopwatch.GetTimestamp();
        using var poll = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (await poll.WaitForNextTickAsync())
        {
            if (_process.HasExited)
                throw new InvalidOperationException($"llama-server ended with {_process.ExitCode}.");
            if (Stopwatch.GetElapsedTime(started) > StartTimeout)
                throw new TimeoutException($"llama-server was not ready after {StartTimeout}.");
            try
            {
                using var health = await _client.GetAsync("/health");
                if (health.IsSuccessStatusCode)
                    return;
            }
            catch (HttpRequestException)
            {
                // It does not listen yet.
            }
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
