using TenantLLM.Api.Sessions;
using TenantLLM.Grains.Abstractions.Sessions;
using Xunit;

namespace TenantLLM.Unit.Api;

public sealed class SessionFailuresTests
{
    [Theory]
    [InlineData(SessionFailureKind.ModelNotFound, 404, "model_not_found")]
    [InlineData(SessionFailureKind.InvalidPrompt, 400, null)]
    [InlineData(SessionFailureKind.PromptTooLong, 400, "context_length_exceeded")]
    [InlineData(SessionFailureKind.Unsupported, 400, "unsupported_parameter")]
    [InlineData(SessionFailureKind.TooManyDimensions, 400, "integer_above_max_value")]
    [InlineData(SessionFailureKind.DeadlineExceeded, 408, "request_timeout")]
    [InlineData(SessionFailureKind.Overloaded, 503, "server_is_overloaded")]
    [InlineData(SessionFailureKind.Unavailable, 503, "server_is_overloaded")]
    [InlineData(SessionFailureKind.NotFound, 404, null)]
    [InlineData(SessionFailureKind.Locked, 409, "conversation_locked")]
    [InlineData(SessionFailureKind.Cancelled, 400, null)]
    [InlineData(SessionFailureKind.ReaderTooSlow, 500, null)]
    [InlineData(SessionFailureKind.Internal, 500, null)]
    public void Failure_OfEachKind_HasItsStatusAndCode(SessionFailureKind kind, int status, string? code)
    {
        var error = new SessionFailure(kind, "why").ToError("demo", "messages");
        Assert.Equal((status, code), (error.Status, error.Code));
    }

    [Fact]
    public void Failure_OfAParameter_NamesIt() => Assert.Equal(
        "reasoning_effort", new SessionFailure(SessionFailureKind.Unsupported, "why") { Parameter = "reasoning_effort" }.ToError("demo", "messages").Param);

    [Theory]
    [InlineData(SessionFailureKind.Overloaded)]
    [InlineData(SessionFailureKind.Unavailable)]
    public void Failure_ThatKnowsWhenToComeBack_SaysSo(SessionFailureKind kind)
    {
        var error = new SessionFailure(kind, "why") { RetryAfter = TimeSpan.FromSeconds(40) }.ToError("demo", "messages");
        Assert.Contains(new("Retry-After", "40"), error.Headers);
        Assert.Contains(new("Retry-After", "1"), new SessionFailure(kind, "why").ToError("demo", "messages").Headers);
    }
}
