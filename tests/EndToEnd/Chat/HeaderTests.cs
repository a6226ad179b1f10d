using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using TenantLLM.EndToEnd.Http;
using TenantLLM.EndToEnd.Servers;
using Xunit;

namespace TenantLLM.EndToEnd.Chat;

[Collection(StandaloneGroup.Name)]
public class HeaderTests(StandaloneFixture standalone)
{
    [Fact]
    public async Task Body_Answered_HasOpenAIsHeaders()
    {
        using var response = await standalone.Client.PostChatAsync(ChatCalls.Request("Hello!"));

        AssertCommon(response);
        AssertOfTenant(response);
        Assert.Equal("demo", Header(response, "openai-model"));
        Assert.Equal("application/json", Header(response, "Content-Type"));
    }

    [Fact]
    public async Task Stream_Answered_HasOpenAIsHeaders()
    {
        using var response = await standalone.Client.PostChatAsync(ChatCalls.StreamRequest("Hello!"));

        AssertCommon(response);
        AssertOfTenant(response);
        Assert.Equal("demo", Header(response, "openai-model"));
        Assert.Equal("text/event-stream; charset=utf-8", Header(response, "Content-Type"));
        Assert.Equal("no-cache", Header(response, "Cache-Control"));
        Assert.True(response.Headers.TransferEncodingChunked);
    }

    [Fact]
    public async Task Error_OfATenant_HasOpenAIsHeaders()
    {
        using var response = await standalone.Client.PostChatAsync(new JsonObject());

        AssertCommon(response);
        AssertOfTenant(response);
        Assert.Null(Header(response, "openai-model"));
        Assert.Equal("application/json", Header(response, "Content-Type"));
    }

    [Fact]
    public async Task Error_WithoutAKey_HasOpenAIsHeaders()
    {
        using var client = standalone.Server.Client();
        using var response = await client.PostChatAsync(new JsonObject());

        AssertCommon(response);
        Assert.Null(Header(response, "openai-project"));
        Assert.Equal("Bearer", Header(response, "WWW-Authenticate"));

        // The one answer whose charset OpenAI names.
        Assert.Equal("application/json; charset=utf-8", Header(response, "Content-Type"));
    }

    [Theory]
    [InlineData("/v1/models")]
    [InlineData("/v1/models/demo")]
    [InlineData("/v1/models/none")]
    [InlineData("/v1/nowhere")]
    public async Task Answer_OfOtherRoutes_HasOpenAIsHeaders(string route)
    {
        using var response = await standalone.Client.GetAsync(route);

        AssertCommon(response);
        AssertOfTenant(response);
        Assert.Equal("application/json", Header(response, "Content-Type"));
    }

    [Theory]
    [InlineData("demo")]
    [InlineData("none")]
    public async Task RequestId_OfATracedRequest_HoldsTheTraceId(string model)
    {
        var trace = ActivityTraceId.CreateRandom();
        var content = ChatCalls.Request("Hello!");
        content["model"] = model;
        using var request = new HttpRequestMessage(HttpMethod.Post, ChatCalls.Route) { Content = ChatCalls.Json(content.ToJsonString()) };
        request.Headers.Add("traceparent", $"00-{trace}-{ActivitySpanId.CreateRandom()}-01");

        using var response = await standalone.Client.SendAsync(request);

        Assert.StartsWith($"req_{trace}", Header(response, "x-request-id"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task RequestIds_OfOneTrace_Differ()
    {
        using var client = standalone.Server.TenantClient();
        client.DefaultRequestHeaders.Add("traceparent", $"00-{ActivityTraceId.CreateRandom()}-{ActivitySpanId.CreateRandom()}-01");
        using var first = await client.GetAsync("/v1/models");
        using var second = await client.GetAsync("/v1/models");

        Assert.NotEqual(Header(first, "x-request-id"), Header(second, "x-request-id"));
    }

    private static void AssertCommon(HttpResponseMessage response)
    {
        Assert.Matches("^req_[0-9a-f]{48}$", Header(response, "x-request-id"));
        Assert.Equal("2020-10-01", Header(response, "openai-version"));
        Assert.Matches("^[0-9]+$", Header(response, "openai-processing-ms"));
        Assert.Equal("nosniff", Header(response, "x-content-type-options"));
        Assert.Null(Header(response, "Server"));
    }

    private static void AssertOfTenant(HttpResponseMessage response)
    {
        Assert.Equal("tenantllm", Header(response, "openai-organization"));
        Assert.Matches("^proj_[0-9a-f]{24}$", Header(response, "openai-project"));
    }

    private static string? Header(HttpResponseMessage response, string name) =>
        Values(response.Headers, name) ?? Values(response.Content.Headers, name);

    private static string? Values(HttpHeaders headers, string name) =>
        headers.NonValidated.TryGetValues(name, out var values) ? string.Join(", ", values) : null;
}
