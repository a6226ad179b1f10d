namespace TenantLLM.Inference.Scheduling;

/// <summary>How busy a scheduler is: written by its thread about once a second, read by metrics.</summary>
/// <param name="Admitted">Sequences that were given a place so far.</param>
/// <param name="Running">Sequences that have a place.</param>
/// <param name="CacheUtilization">The part of the KV cache that holds tokens, 0 to 1.</param>
/// <param name="PrefixQueryTokens">Prompt tokens so far for which a prefix was looked up.</param>
/// <param name="PrefixHitTokens">Those of them that needed no prefill.</param>
/// <param name="CounterGap">The largest difference of virtual token counters among tenants that wait.</param>
internal sealed record SchedulerStatus(
    long Admitted, int Running, double CacheUtilization, long PrefixQueryTokens, long PrefixHitTokens, double CounterGap)
{
    public static SchedulerStatus Idle { get; } = new(0, 0, 0, 0, 0, 0);
}
