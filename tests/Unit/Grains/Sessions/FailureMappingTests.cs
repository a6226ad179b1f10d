using TenantLLM.Grains.Abstractions.Sessions;
using TenantLLM.Grains.Models;
using TenantLLM.Grains.Sessions;
using TenantLLM.Inference.Engine;
using Xunit;

namespace TenantLLM.Unit.Grains.Sessions;

public sealed class FailureMappingTests
{
    private static readonly ModelInfo Model = new("demo", "fp_0123456789", 512, DateTimeOffset.UnixEpoch);

    [Theory]
    [InlineData(GenerationFailureKind.InvalidPrompt, SessionFailureKind.InvalidPrompt)]
    [InlineData(GenerationFailureKind.PromptTooLong, SessionFailureKind.PromptTooLong)]
    [InlineData(GenerationFailureKind.Unsupported, SessionFailureKind.Unsupported)]
    [InlineData(GenerationFailureKind.Overloaded, SessionFailureKind.Overloaded)]
    [InlineData(GenerationFailureKind.Stopping, SessionFailureKind.Overloaded)]
    [InlineData(GenerationFailureKind.Unavailable, SessionFailureKind.Unavailable)]
    [InlineData(GenerationFailureKind.DeadlineExceeded, SessionFailureKind.DeadlineExceeded)]
    [InlineData(GenerationFailureKind.ReaderTooSlow, SessionFailureKind.ReaderTooSlow)]
    [InlineData(GenerationFailureKind.DecoderFailed, SessionFailureKind.Internal)]
    public void Failure_OfTheEngine_IsTheSessions(GenerationFailureKind kind, SessionFailureKind expected)
    {
        var failure = new GenerationFailure(kind, "why") { RetryAfter = TimeSpan.FromSeconds(3), Parameter = "n" };
        var update = new GenerationUpdate.Failed(failure, new TokenUsage(5, 2, 1)).ToSession(Model);
        Assert.Equal(
            SessionUpdate.Failed(
                new SessionFailure(expected, "why") { RetryAfter = TimeSpan.FromSeconds(3), Parameter = "n" }, new SessionUsage(5, 2, 1)),
            update);
    }

    [Theory]
    [InlineData(FinishReason.Stop, SessionFinishReason.Stop)]
    [InlineData(FinishReason.Length, SessionFinishReason.Length)]
    [InlineData(FinishReason.ContentFilter, SessionFinishReason.ContentFilter)]
    public void FinishReason_OfTheEngine_IsTheSessions(FinishReason reason, SessionFinishReason expected) =>
        Assert.Equal(SessionUpdate.ChoiceFinished(1, expected), new GenerationUpdate.ChoiceFinished(1, reason).ToSession(Model));

    [Fact]
    public void Lease_WithoutAnEngine_SaysWhy()
    {
        Assert.Equal(SessionFailureKind.ModelNotFound, ModelLease.Unknown.ToFailure("demo").Kind);
        var unavailable = ModelLease.Unavailable(TimeSpan.FromSeconds(9)).ToFailure("demo");
        Assert.Equal((SessionFailureKind.Unavailable, TimeSpan.FromSeconds(9)), (unavailable.Kind, unavailable.RetryAfter));
    }
}
