using System.Diagnostics;
using TenantLLM.Api.Authentication;

namespace TenantLLM.Api.Telemetry;

/// <summary>A line for each request: who, what, how long, how it ended. Nothing in it is a client's word but the method.</summary>
internal sealed partial class RequestLog(ILogger<RequestLog> log)
{
    public void Ended(HttpContext context, Caller? caller, RequestOutcome outcome, RequestRecord record)
    {
        if (!log.IsEnabled(LogLevel.Information))
            return;
        var route = (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "(no route)";
        var how = RequestOutcomes.NameOf(outcome);
        var key = caller?.KeyId ?? AdminCaller.KeyOf(context.User);
        var duration = Math.Round(record.Elapsed.TotalMilliseconds, 1);
        double? firstToken = record.UntilFirstToken is { } first ? Math.Round(first.TotalMilliseconds, 1) : null;
        var trace = Activity.Current?.TraceId.ToString();
        LogEnded(
            context.Request.Method, route, context.Response.StatusCode, how, record.Error, caller?.ProjectId, key, record.Model,
            record.InputTokens, record.CachedTokens, record.OutputTokens, duration, firstToken, trace);
    }

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "{Method} {Route} {Status} {Outcome} error={Error} tenant={Tenant} key={Key} model={Model} input={InputTokens} "
            + "cached={CachedTokens} output={OutputTokens} ms={DurationMs} first_token_ms={FirstTokenMs} trace={Trace}")]
    private partial void LogEnded(
        string method, string route, int status, string outcome, string? error, string? tenant, string? key, string? model, int inputTokens,
        int cachedTokens, int outputTokens, double durationMs, double? firstTokenMs, string? trace);
}
