using System.Runtime.CompilerServices;
using TenantLLM.Grains.Abstractions.Sessions;

namespace TenantLLM.Api.Telemetry;

internal static class RequestRecordExtensions
{
    /// <summary>What is remembered of the request; begun at the first call.</summary>
    public static RequestRecord Record(this HttpContext context)
    {
        if (context.Features.Get<RequestRecord>() is { } record)
            return record;
        record = new RequestRecord(context.RequestServices?.GetService<TimeProvider>() ?? TimeProvider.System);
        context.Features.Set(record);
        return record;
    }

    /// <summary>Takes note of an answer as it is read.</summary>
    /// <param name="updates">The answer.</param>
    /// <param name="context">The request that it answers.</param>
    /// <param name="model">The model that was asked for; one that starts is one that there is.</param>
    /// <param name="cancellationToken">Ends the answer.</param>
    public static async IAsyncEnumerable<SessionUpdate> NotedIn(
        this IAsyncEnumerable<SessionUpdate> updates,
        HttpContext context,
        string model,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var record = context.Record();
        await foreach (var update in updates.WithCancellation(cancellationToken))
        {
            if (update.Start is not null)
                record.Model = model;
            record.Observe(update);
            yield return update;
        }
    }
}
