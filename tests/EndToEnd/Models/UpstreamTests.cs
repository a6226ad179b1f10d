using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using TenantLLM.EndToEnd.Backends;
using TenantLLM.EndToEnd.Http;
using TenantLLM.EndToEnd.Servers;
using TenantLLM.Inference.Backends.Upstream;
using TenantLLM.Inference.Chat;
using TenantLLM.Inference.Engine;
using TenantLLM.Inference.Models;
using TenantLLM.Inference.Sampling;
using TenantLLM.TestKit;
using Xunit;

namespace TenantLLM.EndToEnd.Models;

/// <summary>TenantLLM before another server.</summary>
public sealed class UpstreamTests : IDisposable
{
    private const string Prompt = "Count to 3.";

    private readonly TemporaryFolder _folder = new();
    private readonly string _demo = Workspace.InRepository("models", "demo", "demo.gguf");

    [Fact]
    public async Task Standalone_BeforeAnother_AnswersAsThatOne()
    {
        await using var behind = await StandaloneServer.StartAsync(Folder("behind"));
        await using var front = await StandaloneServer.StartAsync(
            Folder("front"), "--Models:0:Backend", "Upstream", "--Models:0:Url", $"{behind.Url}/v1", "--Models:0:Id", "shared",
            "--Models:0:Model", "demo", "--Models:0:ApiKey", behind.Key, "--Models:0:Owner", "platform",
            "--Api:KeepAlive", "00:30:00");
        using var direct = behind.TenantClient();
        using var client = front.TenantClient();

        var expected = await direct.SayAsync(ChatCalls.Request(Prompt));
        using var body = JsonDocument.Parse(await client.AnswerAsync(Request(stream: false)));
        var stream = EventStream.Answer(await client.AnswerAsync(Request(stream: true)));
        using var models = JsonDocument.Parse(await client.GetStringAsync("/v1/models"));

        Assert.Equal(expected, body.RootElement.GetProperty("choices")[0].GetProperty("message").GetProperty("content").GetString());
        Assert.Equal(expected, stream.Text);
        Assert.True(body.RootElement.GetProperty("usage").GetProperty("prompt_tokens").GetInt32() > 0);
        Assert.Equal("platform", models.RootElement.GetProperty("data")[0].GetProperty("owned_by").GetString());

        behind.Process.Kill();
        using var refused = await client.PostChatAsync(Request(stream: false));
        var error = await refused.ReadErrorAsync();
        Assert.Equal((503, "server_is_overloaded"), (error.Status, error.Code));
        await front.WaitForHealthAsync(HttpStatusCode.ServiceUnavailable);
        Assert.DoesNotContain(behind.Key, front.Process.StandardOutput.Text, StringComparison.Ordinal);
    }

    [SharedFact(LlamaServer.Program)]
    public async Task Standalone_BeforeLlamaServer_StreamsAndRefusesAsItDoes()
    {
        await using var llama = await LlamaServer.StartAsync(_demo, "--jinja", "-c", "1024", "-np", "1");
        await using var front = await StandaloneServer.StartAsync(
            Folder("front"), "--Models:0:Backend", "Upstream", "--Models:0:Url", llama.ApiUrl, "--Models:0:Id", "shared",
            "--Api:KeepAlive", "00:30:00");
        using var client = front.TenantClient();

        var answer = EventStream.Answer(await client.AnswerAsync(Request(stream: true)));
        var tooLong = Request(stream: false);
        tooLong["messages"] = new JsonArray(ChatCalls.Message("user", string.Concat(Enumerable.Repeat("one two three ", 2000))));
        using var refused = await client.PostChatAsync(tooLong);
        var error = await refused.ReadErrorAsync();

        Assert.NotEmpty(answer.Text);
        Assert.Equal((400, "context_length_exceeded"), (error.Status, error.Code));
    }

    [SharedFact(LlamaServer.Program)]
    public async Task Engine_BeforeLlamaServer_PassesEveryOptionOn()
    {
        await using var llama = await LlamaServer.StartAsync(_demo, "--jinja", "-c", "2048", "-np", "2");
        await using var engine = new UpstreamEngineFactory(TimeProvider.System, NullLogger<UpstreamEngine>.Instance)
            .Load(new ModelOptions { Id = "demo", Backend = "Upstream", Url = llama.ApiUrl });
        var request = new GenerationRequest
        {
            ResponseId = "chatcmpl-1",
            TenantId = "proj_1",
            ConversationId = "conv_1",
            Prompt = new GenerationPrompt.Conversation([new ChatMessage("user", Prompt)]),
            Sampling = new SamplingOptions
            {
                Temperature = 0.8f,
                TopP = 0.9f,
                TopK = 20,
                MinP = 0.01f,
                FrequencyPenalty = 0.1f,
                PresencePenalty = 0.1f,
                RepetitionPenalty = 1.1f,
                Seed = 7,
                LogitBias = new Dictionary<int, float> { [40] = -5 },
            },
            MaxTokens = 8,
            StopSequences = ["\n\n"],
            TopLogProbs = 2,
        };

        var (first, second) = (await GenerateAsync(engine, request), await GenerateAsync(engine, request));

        var usage = Assert.IsType<GenerationUpdate.Completed>(first[^1]).Usage;
        Assert.True(usage is { Prompt: > 0, Completion: > 0 and <= 8 }, usage.ToString());
        Assert.All(first.OfType<GenerationUpdate.TextDelta>(), delta => Assert.Equal(2, Assert.Single(delta.LogProbs).Top.Length));
        Assert.Equal(TextOf(first), TextOf(second));
    }

    public void Dispose() => _folder.Dispose();

    private string Folder(string name) => Directory.CreateDirectory(_folder.File(name)).FullName;

    private static JsonObject Request(bool stream)
    {
        var request = stream ? ChatCalls.StreamRequest(Prompt) : ChatCalls.Request(Prompt);
        request["model"] = "shared";
        return request;
    }

    private static async Task<List<GenerationUpdate>> GenerateAsync(IInferenceEngine engine, GenerationRequest request)
    {
        var updates = new List<GenerationUpdate>();
        await foreach (var update in engine.GenerateAsync(request, default))
            updates.Add(update);
        return updates;
    }

    private static string TextOf(IEnumerable<GenerationUpdate> updates) =>
        string.Concat(updates.OfType<GenerationUpdate.TextDelta>().Select(delta => delta.Text));
}
