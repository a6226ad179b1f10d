using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;
using TenantLLM.Grains.Abstractions.Sessions;
using Xunit;

namespace TenantLLM.Cluster;

public sealed class SessionUpdateTests
{
    private static readonly Serializer Serializer =
        new ServiceCollection().AddSerializer().BuildServiceProvider().GetRequiredService<Serializer>();

    [Fact]
    public void TextDelta_OfAToken_IsAFewBytesOnTheWire() =>
        Assert.InRange(Serializer.SerializeToArray(SessionUpdate.TextDelta(0, "token")).Length, 6, 13);

    [Fact]
    public void Update_OfEveryKind_CrossesTheWireWhole()
    {
        var token = new SessionTokenLogProb("a"u8.ToArray(), -0.5f, [new("b"u8.ToArray(), -0.25f, []), new(default, float.NegativeInfinity, [])]);
        SessionUpdate[] plain =
        [
            SessionUpdate.Started(new SessionStart("fp_0")),
            SessionUpdate.TextDelta(0, "a"),
            SessionUpdate.TextDelta(3, ""),
            SessionUpdate.ChoiceFinished(0, SessionFinishReason.Stop),
            SessionUpdate.ChoiceFinished(2, SessionFinishReason.Length),
            SessionUpdate.Completed(new SessionUsage(5, 2, 1)),
            SessionUpdate.Failed(new SessionFailure(SessionFailureKind.Internal, "it broke")),
        ];

        Assert.All(plain, update => Assert.Equal(update, Crossed(update)));
        var crossed = Assert.Single(Crossed(SessionUpdate.TextDelta(1, "a", new SessionLogProbs([token]))).LogProbs!.Tokens);
        Assert.Equal("a"u8, crossed.Bytes.Span);
        Assert.Equal([-0.5f, -0.25f, float.NegativeInfinity], crossed.Top.Select(top => top.LogProb).Prepend(crossed.LogProb));
        Assert.Equal("b"u8, crossed.Top[0].Bytes.Span);
        Assert.True(crossed.Top[1].Bytes.IsEmpty);
    }

    private static SessionUpdate Crossed(SessionUpdate update) =>
        Serializer.Deserialize<SessionUpdate>(Serializer.SerializeToArray(update));
}
