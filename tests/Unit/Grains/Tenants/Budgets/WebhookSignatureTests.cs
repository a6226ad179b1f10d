using System.Text;
using TenantLLM.Grains.Tenants.Budgets;
using Xunit;

namespace TenantLLM.Unit.Grains.Tenants.Budgets;

public class WebhookSignatureTests
{
    /// <summary>The example of the Standard Webhooks libraries.</summary>
    [Fact]
    public void Of_TheStandardsExample_IsItsSignature()
    {
        var key = WebhookSignature.KeyOf("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")!;
        var body = Encoding.UTF8.GetBytes("""{"test": 2432232314}""");

        Assert.Equal(
            "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
            WebhookSignature.Of(key, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, body));
    }

    [Theory]
    [InlineData("")]
    [InlineData("whsec_")]
    [InlineData("whsec_c2hvcnQ=")]
    [InlineData("whsec_no Base64 at all, but long enough to be a secret")]
    [InlineData("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")]
    public void KeyOf_WhatIsNoSecret_IsNull(string secret) => Assert.Null(WebhookSignature.KeyOf(secret));
}
