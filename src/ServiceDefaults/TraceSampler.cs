using System.Globalization;
using Microsoft.Extensions.Configuration;
using OpenTelemetry.Trace;

namespace TenantLLM.ServiceDefaults;

/// <summary>
/// Takes no spans of a stream's polls: Orleans would make two of each <c>MoveNext</c>, thousands a stream, that say nothing. What is done
/// within a poll and has a span of its own therefore starts it under the context in which the stream began. Of all else, it takes what
/// <c>OTEL_TRACES_SAMPLER</c> says: the SDK reads that only where no sampler is set.
/// </summary>
internal sealed class TraceSampler(IConfiguration configuration) : Sampler
{
    private const string Poll = "/MoveNext";
    private readonly Sampler _others = Configured(configuration);

    public override SamplingResult ShouldSample(in SamplingParameters samplingParameters) =>
        samplingParameters.Name.Contains(Poll, StringComparison.Ordinal)
            ? new SamplingResult(SamplingDecision.Drop)
            : _others.ShouldSample(samplingParameters);

    /// <summary>The samplers that OpenTelemetry's specification names.</summary>
    /// <exception cref="InvalidOperationException">Another is named, or the share is none.</exception>
    private static Sampler Configured(IConfiguration configuration) => configuration["OTEL_TRACES_SAMPLER"]?.ToLowerInvariant() switch
    {
        null or "" or "parentbased_always_on" => new ParentBasedSampler(new AlwaysOnSampler()),
        "parentbased_always_off" => new ParentBasedSampler(new AlwaysOffSampler()),
        "parentbased_traceidratio" => new ParentBasedSampler(new TraceIdRatioBasedSampler(Ratio(configuration))),
        "always_on" => new AlwaysOnSampler(),
        "always_off" => new AlwaysOffSampler(),
        "traceidratio" => new TraceIdRatioBasedSampler(Ratio(configuration)),
        var other => throw new InvalidOperationException(
            $"OTEL_TRACES_SAMPLER is '{other}': it must be always_on, always_off, traceidratio, or one of these after 'parentbased_'."),
    };

    private static double Ratio(IConfiguration configuration) => configuration["OTEL_TRACES_SAMPLER_ARG"] switch
    {
        null or "" => 1,
        var text when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var ratio) && ratio is >= 0 and <= 1 => ratio,
        var text => throw new InvalidOperationException($"OTEL_TRACES_SAMPLER_ARG is '{text}': it must be the share of traces to take, from 0 to 1."),
    };
}
