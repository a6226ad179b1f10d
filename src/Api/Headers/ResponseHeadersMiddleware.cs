using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Options;
using TenantLLM.Api.Authentication;

namespace TenantLLM.Api.Headers;

/// <summary>The headers OpenAI sends with every answer.</summary>
internal sealed class ResponseHeadersMiddleware(RequestDelegate next, IOptions<ApiOptions> options, TimeProvider clock)
{
    public Task InvokeAsync(HttpContext context)
    {
        var started = clock.GetTimestamp();
        var headers = context.Response.Headers;
        headers["x-request-id"] = RequestId();
        headers["openai-version"] = "2020-10-01";
        headers.XContentTypeOptions = "nosniff";
        if (context.Request.IsHttps)
            headers.StrictTransportSecurity = "max-age=31536000";
        context.Response.OnStarting(() =>
        {
            headers["openai-processing-ms"] =
                ((long)clock.GetElapsedTime(started).TotalMilliseconds).ToString(CultureInfo.InvariantCulture);
            if (Caller.Of(context.User) is { } caller)
            {
                headers["openai-organization"] = options.Value.Organization;
                headers["openai-project"] = caller.ProjectId;
            }

            return Task.CompletedTask;
        });
        return next(context);
    }

    /// <summary><c>req_</c>, the trace id, and the span id: the trace can be found from it, and requests that share a trace
    /// are told apart.</summary>
    private static string RequestId() => Activity.Current is { } activity
        ? $"req_{activity.TraceId}{activity.SpanId}"
        : $"req_{ActivityTraceId.CreateRandom()}{ActivitySpanId.CreateRandom()}";
}
