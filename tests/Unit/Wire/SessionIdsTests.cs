using TenantLLM.Wire.Ids;
using Xunit;

namespace TenantLLM.Unit.Wire;

public sealed class SessionIdsTests
{
    [Fact]
    public void TryGetSession_AnyIdOfASession_TellsTheSession()
    {
        var session = SessionIds.Session();
        Assert.All(
            [SessionIds.Response(session), SessionIds.Message(session), SessionIds.Conversation(session)],
            id => Assert.Equal(session, SessionIds.TryGetSession(id, out var found) ? found : null));
    }

    [Theory]
    [InlineData("")]
    [InlineData("resp_")]
    [InlineData("resp_0123456789abcdef")]
    [InlineData("conv_../../etc/passwd")]
    [InlineData("msg_zzzz56789abcdef0123456789abcdef0123456789abcdef012")]
    public void TryGetSession_WhatIsNoId_IsRefused(string id) => Assert.False(SessionIds.TryGetSession(id, out _));

    [Fact]
    public void Create_LooksAsOpenAIs()
    {
        Assert.Matches("^resp_[0-9a-f]{50}$", SessionIds.Response(SessionIds.Session()));
        Assert.Matches("^conv_[0-9a-f]{48}$", SessionIds.Conversation(SessionIds.Session()));
    }
}
