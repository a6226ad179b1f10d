using System.Diagnostics;
using TenantLLM.Inference.Engine;
using TenantLLM.Inference.Telemetry;
using TenantLLM.TestKit.Decoding;
using TenantLLM.Unit.Inference.Scheduling;
using Xunit;

namespace TenantLLM.Unit.Inference.Telemetry;

public sealed class ObservedEngineTests : IAsyncDisposable
{
    private readonly Measured _measured = new();
    private readonly List<Activity> _spans = [];
    private readonly ActivityListener _listener;
    private readonly ActivityTraceId _trace = ActivityTraceId.CreateRandom();
    private readonly List<IAsyncDisposable> _engines = [];

    public ObservedEngineTests()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == GenAiConventions.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> options) =>
                options.TraceId == _trace ? ActivitySamplingResult.AllDataAndRecorded : ActivitySamplingResult.None,
            ActivityStopped = span =>
            {
                if (span.TraceId == _trace)
                    _spans.Add(span);
            },
        };
        ActivitySource.AddActivityListener(_listener);
    }

    [Fact]
    public async Task Generate_Answer_LeavesASpanWithItsStages()
    {
        await GenerateAsync(Engine("1 2"), ScriptedEngine.Request("Count"));

        var generation = Assert.Single(_spans, span => span.OperationName == "chat scripted");
        Assert.Equal(ActivityStatusCode.Ok, generation.Status);
        Assert.Equal("tenantllm", generation.GetTagItem("gen_ai.provider.name"));
        Assert.Equal("chatcmpl-test", generation.GetTagItem("gen_ai.response.id"));
        Assert.Equal(ScriptedEngine.PromptLength("Count"), generation.GetTagItem("gen_ai.usage.input_tokens"));
        Assert.Equal(3, generation.GetTagItem("gen_ai.usage.output_tokens"));
        Assert.Equal(["stop"], Assert.IsType<string[]>(generation.GetTagItem("gen_ai.response.finish_reasons")));
        Assert.Equal(["first token", "end"], generation.Events.Select(each => each.Name));

        var stages = _spans.Where(span => span.ParentSpanId == generation.SpanId).OrderBy(span => span.StartTimeUtc).ToArray();
        Assert.Equal(["queue", "prefill", "decode"], stages.Select(stage => stage.OperationName));
        Assert.All(_spans, span => Assert.Equal("proj_test", span.GetTagItem("tenantllm.tenant.id")));
        Assert.True(stages.Zip(stages.Skip(1), (former, next) => former.StartTimeUtc + former.Duration <= next.StartTimeUtc.AddMilliseconds(0.001)).All(fits => fits));
    }

    [Fact]
    public async Task Generate_Answer_IsMeasured()
    {
        await GenerateAsync(Engine("1 2"), ScriptedEngine.Request("Count"));

        foreach (var name in new[] { "gen_ai.server.request.duration", "gen_ai.server.time_to_first_token", "gen_ai.server.time_per_output_token" })
        {
            var (value, labels) = Assert.Single(_measured.Of(name));
            Assert.InRange(value, 0, 60);
            Assert.Equal(("chat", "tenantllm", "scripted"), (labels["gen_ai.operation.name"], labels["gen_ai.provider.name"], labels["gen_ai.request.model"]));
            Assert.False(labels.ContainsKey("error.type"));
        }

        Assert.Single(_measured.Of("tenantllm.queue.duration"));
    }

    [Fact]
    public async Task Generate_ReaderThatLeaves_ClosesTheSpanAsCancelled()
    {
        await foreach (var update in Generate(Engine("a long answer"), ScriptedEngine.Request("?")))
        {
            if (update is GenerationUpdate.TextDelta)
                break;
        }

        var generation = Assert.Single(_spans, span => span.OperationName == "chat scripted");
        Assert.Equal((ActivityStatusCode.Error, "cancelled"), (generation.Status, generation.GetTagItem("error.type")));
        Assert.Equal("cancelled", Assert.Single(_measured.Of("gen_ai.server.request.duration")).Labels["error.type"]);
    }

    [Fact]
    public async Task Generate_PromptTooLong_IsMarkedWithALowCardinalityError()
    {
        await GenerateAsync(Engine("?"), ScriptedEngine.Request(new string('x', 100_000)));

        Assert.Equal("prompt_too_long", Assert.Single(_spans, span => span.OperationName == "chat scripted").GetTagItem("error.type"));
        Assert.Empty(_measured.Of("gen_ai.server.time_to_first_token"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Generate_Content_IsInTheSpanWhereAskedForOnly(bool isCaptured)
    {
        await GenerateAsync(Engine("the answer", isCaptured), ScriptedEngine.Request("the question"));

        var generation = Assert.Single(_spans, span => span.OperationName == "chat scripted");
        Assert.Equal(
            isCaptured ? """[{"role":"user","parts":[{"type":"text","content":"the question"}]}]""" : null,
            generation.GetTagItem("gen_ai.input.messages"));
        Assert.Equal(
            isCaptured ? """[{"role":"assistant","parts":[{"type":"text","content":"the answer"}],"finish_reason":"stop"}]""" : null,
            generation.GetTagItem("gen_ai.output.messages"));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var engine in _engines)
            await engine.DisposeAsync();
        _listener.Dispose();
        _measured.Dispose();
    }

    private ObservedEngine Engine(string answer, bool isCaptured = false)
    {
        var engine = new ObservedEngine(
            ScriptedEngine.Of(ScriptedDecoder.Saying(answer)),
            new EngineMetrics(_measured),
            new ContentOptions { IsCaptured = isCaptured },
            TimeProvider.System);
        _engines.Add(engine);
        return engine;
    }

    private async Task GenerateAsync(ObservedEngine engine, GenerationRequest request) => await Generate(engine, request).ToListAsync();

    /// <summary>Under a span of a trace of this test's own.</summary>
    private IAsyncEnumerable<GenerationUpdate> Generate(ObservedEngine engine, GenerationRequest request)
    {
        var caller = new Activity("caller").SetParentId(_trace, ActivitySpanId.CreateRandom(), ActivityTraceFlags.Recorded);
        caller.Start();
        return engine.GenerateAsync(request, default);
    }
}
