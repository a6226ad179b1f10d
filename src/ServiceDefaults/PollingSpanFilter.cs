using System.Diagnostics;
using OpenTelemetry;

namespace TenantLLM.ServiceDefaults;

/// <summary>
/// Keeps the polls of a stream out of the export: Orleans makes two spans of each <c>MoveNext</c>, thousands a stream, that
/// say nothing. They are recorded, so that what they carry stays connected, and dropped here.
/// </summary>
internal sealed class PollingSpanFilter : BaseProcessor<Activity>
{
    public override void OnEnd(Activity data)
    {
        if (data.Source.Name == "Microsoft.Orleans.Application"
            && data.OperationName.EndsWith("/MoveNext", StringComparison.Ordinal))
        {
            data.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
        }
    }
}
