using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;
using TenantLLM.Api.Telemetry;
using TenantLLM.Grains.Abstractions.Sessions;
using TenantLLM.Grains.Abstractions.Tenants;
using Xunit;

namespace TenantLLM.Unit.Api.Telemetry;

public sealed class RequestRecordTests : IDisposable
{
    private readonly FakeTimeProvider _clock = new();
    private readonly Measured _measured = new();

    [Fact]
    public void Observe_AnswersOfSeveralPrompts_AddUp()
    {
        var record = new RequestRecord(_clock);
        _clock.Advance(TimeSpan.FromSeconds(2));
        record.Observe(SessionUpdate.TextDelta(0, "a"));
        _clock.Advance(TimeSpan.FromSeconds(1));
        record.Observe(SessionUpdate.TextDelta(0, "b"));
        record.Observe(SessionUpdate.Completed(new SessionUsage(10, 4, 2)));
        record.Observe(SessionUpdate.Completed(new SessionUsage(20, 0, 3)));

        Assert.Equal((30, 4, 5), (record.InputTokens, record.CachedTokens, record.OutputTokens));
        Assert.Equal((TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(3)), (record.UntilFirstToken, record.Elapsed));
    }

    [Theory]
    [InlineData(200, "ok")]
    [InlineData(404, "client_error")]
    [InlineData(429, "rate_limited")]
    [InlineData(500, "server_error")]
    [InlineData(503, "overloaded")]
    public void Outcome_OfAStatus_IsOneOfSix(int status, string outcome)
    {
        var context = new DefaultHttpContext { Response = { StatusCode = status } };
        Assert.Equal(outcome, RequestOutcomes.NameOf(RequestOutcomes.Of(context, new RequestRecord(_clock))));
    }

    [Fact]
    public void Outcome_OfAClientThatLeft_IsCancelled()
    {
        var context = new DefaultHttpContext { RequestAborted = new CancellationToken(canceled: true) };
        Assert.Equal(RequestOutcome.Cancelled, RequestOutcomes.Of(context, new RequestRecord(_clock)));
    }

    [Fact]
    public void Outcome_OfAStreamThatBroke_IsNotItsStatus()
    {
        var record = new RequestRecord(_clock);
        record.Observe(SessionUpdate.Failed(new SessionFailure(SessionFailureKind.Internal, "broke"), new SessionUsage(1, 0, 1)));
        Assert.Equal(RequestOutcome.ServerError, RequestOutcomes.Of(new DefaultHttpContext(), record));
        Assert.Equal("internal", record.Error);
    }

    [Fact]
    public void Count_ModelThatNeverAnswered_IsNotNamed()
    {
        using var metrics = new ApiMetrics(_measured);
        var record = new RequestRecord(_clock);
        record.Refused(Admission.TokensPerMinute);

        metrics.Count("proj_1", InferenceOperation.Chat, RequestOutcome.RateLimited, record);

        var (_, labels) = Assert.Single(_measured.Of("tenantllm.requests"));
        Assert.Equal(("unknown", "rate_limited"), (labels["gen_ai.request.model"], labels["tenantllm.outcome"]));
        Assert.Equal("tokens", Assert.Single(_measured.Of("tenantllm.ratelimit.rejections")).Labels["limit_kind"]);
        Assert.Empty(_measured.Of("tenantllm.request.duration"));
    }

    public void Dispose() => _measured.Dispose();
}
