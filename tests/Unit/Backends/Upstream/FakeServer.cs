using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace TenantLLM.Unit.Backends.Upstream;

/// <summary>A server on loopback that answers as the test scripts it, request by request; the last script answers all that follow.</summary>
internal sealed class FakeServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Func<HttpContext, Task>[] _scripts;
    private int _requests;

    private FakeServer(WebApplication app, Func<HttpContext, Task>[] scripts)
    {
        _app = app;
        _scripts = scripts;
    }

    /// <summary>What was received, in order.</summary>
    public ConcurrentQueue<Received> Requests { get; } = [];

    /// <summary>Ends with <c>/v1</c>.</summary>
    public string Url => $"{_app.Urls.Single()}/v1";

    public static async Task<FakeServer> StartAsync(params Func<HttpContext, Task>[] scripts)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var server = new FakeServer(app, scripts);
        app.Run(server.AnswerAsync);
        await app.StartAsync();
        return server;
    }

    /// <summary>Frames, each sent at once; a stream's end is the script's.</summary>
    public static Func<HttpContext, Task> Frames(params string[] frames) => async context =>
    {
        foreach (var frame in frames)
            await context.SendAsync(frame);
    };

    /// <summary>An answer with a status and a JSON body.</summary>
    public static Func<HttpContext, Task> Status(int status, string body, params (string Name, string Value)[] headers) => async context =>
    {
        context.Response.StatusCode = status;
        foreach (var (name, value) in headers)
            context.Response.Headers[name] = value;
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(body);
    };

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync();
        Requests.Enqueue(new Received($"{context.Request.Method} {context.Request.Path}", context.Request.Headers.Authorization.ToString(), body));
        await _scripts[Math.Min(Interlocked.Increment(ref _requests), _scripts.Length) - 1](context);
    }
}

/// <summary>A request a fake server received.</summary>
internal sealed record Received(string Route, string Authorization, string Body);

internal static class FakeFrames
{
    public const string Done = "data: [DONE]\n\n";

    public const string Usage =
        """data: {"choices":[],"usage":{"prompt_tokens":7,"completion_tokens":2,"prompt_tokens_details":{"cached_tokens":3}}}""" + "\n\n";

    /// <summary>Sends a part of a stream now.</summary>
    public static async Task SendAsync(this HttpContext context, string text)
    {
        context.Response.ContentType ??= "text/event-stream";
        await context.Response.WriteAsync(text);
        await context.Response.Body.FlushAsync();
    }

    public static string Delta(string text, int choice = 0) =>
        $$"""data: {"choices":[{"index":{{choice}},"delta":{"content":"{{text}}"},"finish_reason":null}]}""" + "\n\n";

    public static string Finish(string reason = "stop", int choice = 0) =>
        $$"""data: {"choices":[{"index":{{choice}},"delta":{},"finish_reason":"{{reason}}"}]}""" + "\n\n";
}
