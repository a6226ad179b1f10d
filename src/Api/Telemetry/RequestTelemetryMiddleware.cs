using System.Diagnostics;
using TenantLLM.Api.Authentication;

namespace TenantLLM.Api.Telemetry;

/// <summary>Tells of every request of the API once it is over: a line in the log, counters, and what its span should say.</summary>
internal sealed class RequestTelemetryMiddleware(RequestDelegate next, ApiMetrics metrics, RequestLog log)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (!context.Request.Path.StartsWithSegments("/v1", StringComparison.Ordinal))
        {
            await next(context);
            return;
        }

        var record = context.Record();
        try
        {
            await next(context);
        }
        finally
        {
            Tell(context, record);
        }
    }

    private void Tell(HttpContext context, RequestRecord record)
    {
        var caller = Caller.Of(context.User);
        var outcome = RequestOutcomes.Of(context, record);
        var operation = context.GetEndpoint()?.Metadata.GetMetadata<InferenceOperation>();
        if (caller is not null && operation is not null)
            metrics.Count(caller.ProjectId, operation, outcome, record);
        log.Ended(context, caller, outcome, record);
        Activity.Current?
            .SetTag("tenantllm.tenant.id", caller?.ProjectId)
            .SetTag("tenantllm.outcome", RequestOutcomes.NameOf(outcome))
            .SetTag("gen_ai.operation.name", operation?.Name)
            .SetTag("gen_ai.request.model", record.Model)
            .SetTag("gen_ai.request.stream", operation is null ? null : record.IsStream);
    }
}
