using System.Diagnostics;
using System.Diagnostics.Metrics;
using TenantLLM.Storage.Usage;

namespace TenantLLM.Grains.Usage;

/// <summary>Counts what was written to the ledger. Labelled by tenant and model only, both of which the server knows: bills come from the
/// ledger.</summary>
internal sealed class UsageMetrics : IDisposable
{
    public const string MeterName = "TenantLLM.Usage";

    private readonly Meter _meter;
    private readonly Counter<long> _input;
    private readonly Counter<long> _cached;
    private readonly Counter<long> _output;
    private readonly Counter<double> _cost;

    public UsageMetrics(IMeterFactory meters)
    {
        _meter = meters.Create(MeterName);
        _input = _meter.CreateCounter<long>("tenantllm.usage.input_tokens", "{token}", "Prompt tokens, cached ones included.");
        _cached = _meter.CreateCounter<long>("tenantllm.usage.cache_read.input_tokens", "{token}", "Prompt tokens that needed no prefill.");
        _output = _meter.CreateCounter<long>("tenantllm.usage.output_tokens", "{token}", "Generated tokens.");
        _cost = _meter.CreateCounter<double>("tenantllm.usage.cost", "1", "Cost in units of the operator's currency.");
    }

    public void Count(UsageRow row)
    {
        var labels = new TagList { { "tenantllm.tenant.id", row.ProjectId }, { "gen_ai.request.model", row.Model } };
        _input.Add(row.InputTokens, labels);
        _cached.Add(row.CachedTokens, labels);
        _output.Add(row.OutputTokens, labels);
        _cost.Add((double)Picounits.ToUnits(row.Cost), labels);
    }

    public void Dispose() => _meter.Dispose();
}
