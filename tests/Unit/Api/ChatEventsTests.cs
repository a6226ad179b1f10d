using System.Runtime.CompilerServices;
using System.Text;
using System.Threading.Channels;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using TenantLLM.Api;
using TenantLLM.Api.Endpoints.Chat;
using TenantLLM.Api.Sessions;
using TenantLLM.Api.Telemetry;
using TenantLLM.Grains.Abstractions.Sessions;
using TenantLLM.Wire.Chat;
using TenantLLM.Wire.Streaming;
using Xunit;

namespace TenantLLM.Unit.Api;

public sealed class ChatEventsTests
{
    private static readonly ChatCompletionRequest Request = new()
    {
        Model = "demo",
        Messages = [],
        Stream = true,
        StreamOptions = new ChatStreamOptions(IncludeUsage: true, IncludeObfuscation: false),
    };

    private static readonly IOptions<ApiOptions> Quick = Options.Create(new ApiOptions { KeepAlive = TimeSpan.FromMilliseconds(20) });

    private readonly Channel<SessionUpdate> _session = Channel.CreateUnbounded<SessionUpdate>();

    [Fact]
    public async Task Write_WholeAnswer_EndsWithFinishUsageAndDone()
    {
        Say(SessionUpdate.TextDelta(0, "hi"));
        Say(SessionUpdate.ChoiceFinished(0, SessionFinishReason.Length));
        Say(SessionUpdate.Completed(new SessionUsage(5, 2, 1)));

        var frames = await WriteAsync();

        Assert.Contains("\"delta\":{\"role\":\"assistant\",\"content\":\"\",\"refusal\":null}", frames[0], StringComparison.Ordinal);
        Assert.Contains("\"delta\":{\"content\":\"hi\"}", frames[1], StringComparison.Ordinal);
        Assert.Contains("\"delta\":{},\"logprobs\":null,\"finish_reason\":\"length\"", frames[2], StringComparison.Ordinal);
        Assert.Contains("\"prompt_tokens\":5,\"completion_tokens\":1,\"total_tokens\":6", frames[3], StringComparison.Ordinal);
        Assert.Equal("data: [DONE]", frames[4]);
        Assert.Equal(5, frames.Count);
    }

    [Fact]
    public async Task Write_SeveralChoices_GivesEachItsRoleAndItsEnd()
    {
        Say(SessionUpdate.TextDelta(1, "b"));
        Say(SessionUpdate.TextDelta(0, "a"));
        Say(SessionUpdate.ChoiceFinished(1, SessionFinishReason.Length));
        Say(SessionUpdate.ChoiceFinished(0, SessionFinishReason.Stop));
        Say(SessionUpdate.Completed(new SessionUsage(5, 2, 2)));

        var frames = await WriteAsync(request: Request with { Choices = 2 });

        Assert.Equal(8, frames.Count);
        foreach (var (frame, expected) in frames.Zip([
            "{\"index\":0,\"delta\":{\"role\":\"assistant\"",
            "{\"index\":1,\"delta\":{\"role\":\"assistant\"",
            "{\"index\":1,\"delta\":{\"content\":\"b\"},\"logprobs\":null",
            "{\"index\":0,\"delta\":{\"content\":\"a\"},\"logprobs\":null",
            "{\"index\":1,\"delta\":{},\"logprobs\":null,\"finish_reason\":\"length\"}",
            "{\"index\":0,\"delta\":{},\"logprobs\":null,\"finish_reason\":\"stop\"}",
            "\"prompt_tokens\":5,\"completion_tokens\":2,\"total_tokens\":7,\"prompt_tokens_details\":{\"cached_tokens\":2",
            "data: [DONE]"]))
        {
            Assert.Contains(expected, frame, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Write_WithLogprobs_HasThemInTextAndNoneYetInTheRole()
    {
        var token = new SessionTokenLogProb("hi"u8.ToArray(), -0.5f, [new("ho"u8.ToArray(), float.NegativeInfinity, [])]);
        Say(SessionUpdate.TextDelta(0, "hi", new SessionLogProbs([token])));
        Say(SessionUpdate.ChoiceFinished(0, SessionFinishReason.Stop));
        Say(SessionUpdate.Completed(new SessionUsage(5, 2, 1)));

        var frames = await WriteAsync(request: Request with { TopLogprobs = 1 });

        Assert.Contains("\"refusal\":null},\"logprobs\":{\"content\":[],\"refusal\":null}", frames[0], StringComparison.Ordinal);
        Assert.Contains(
            "\"logprobs\":{\"content\":[{\"token\":\"hi\",\"logprob\":-0.5,\"bytes\":[104,105],\"top_logprobs\":["
            + "{\"token\":\"ho\",\"logprob\":-9999,\"bytes\":[104,111]}]}],\"refusal\":null}",
            frames[1],
            StringComparison.Ordinal);
        Assert.Contains("\"delta\":{},\"logprobs\":null", frames[2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Write_GenerationFails_SendsAnErrorFrameAndDone()
    {
        Say(SessionUpdate.TextDelta(0, "hi"));
        Say(SessionUpdate.Failed(new SessionFailure(SessionFailureKind.Internal, "it broke")));

        var frames = await WriteAsync();

        Assert.StartsWith("data: {\"error\":{\"message\":", frames[^2], StringComparison.Ordinal);
        Assert.Contains("\"type\":\"server_error\",\"param\":null,\"code\":null}}", frames[^2], StringComparison.Ordinal);
        Assert.Equal("data: [DONE]", frames[^1]);
    }

    [Fact]
    public async Task Write_ClusterBreaks_SendsAnErrorFrameAndDone()
    {
        Say(SessionUpdate.TextDelta(0, "hi"));
        _session.Writer.Complete(new TimeoutException("the silo is gone"));

        var frames = await WriteAsync();

        Assert.Contains("\"server_error\"", frames[^2], StringComparison.Ordinal);
        Assert.DoesNotContain("silo", frames[^2], StringComparison.Ordinal);
        Assert.Equal("data: [DONE]", frames[^1]);
    }

    [Fact]
    public async Task Write_SessionEndsWithoutItsLastUpdate_SendsAnErrorFrameAndDone()
    {
        Say(SessionUpdate.TextDelta(0, "hi"));
        _session.Writer.Complete();
        var frames = await WriteAsync();
        Assert.Contains("\"server_error\"", frames[^2], StringComparison.Ordinal);
        Assert.Equal("data: [DONE]", frames[^1]);
    }

    [Fact]
    public async Task Write_SilentStream_SendsSignsOfLife()
    {
        var body = new NotifyingStream(": keep-alive\n\n");
        var writing = WriteAsync(body);
        await body.Seen.WaitAsync(TimeSpan.FromSeconds(20));
        Say(SessionUpdate.Completed(default));

        var frames = await writing;
        Assert.Contains(": keep-alive", frames);
        Assert.Equal("data: [DONE]", frames[^1]);
    }

    private void Say(SessionUpdate update) => Assert.True(_session.Writer.TryWrite(update));

    private async Task<IReadOnlyList<string>> WriteAsync(MemoryStream? body = null, ChatCompletionRequest? request = null)
    {
        body ??= new MemoryStream();
        var context = new DefaultHttpContext { Response = { Body = body } };
        await using var updates = new SessionStream(Updates(), 64, () => { }, default);
        var header = new ChatStreamHeader("chatcmpl-1", 1, "demo", "fp_0");
        using var events = new ChatEvents(header, request ?? Request, context.Response.BodyWriter);
        await new EventStream(Quick, new ApiMetrics(new Measured()), TimeProvider.System, NullLogger<EventStream>.Instance).WriteAsync(context, header.Id, updates, events);
        return Encoding.UTF8.GetString(body.ToArray()).Split("\n\n", StringSplitOptions.RemoveEmptyEntries);
    }

    private async IAsyncEnumerable<SessionUpdate> Updates([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var update in _session.Reader.ReadAllAsync(cancellationToken))
            yield return update;
    }

    /// <summary>A body that says when some text was written to it.</summary>
    private sealed class NotifyingStream(string text) : MemoryStream
    {
        private readonly TaskCompletionSource _seen = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Seen => _seen.Task;

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await base.WriteAsync(buffer, cancellationToken);
            if (Encoding.UTF8.GetString(buffer.Span).Contains(text, StringComparison.Ordinal))
                _seen.TrySetResult();
        }
    }
}
