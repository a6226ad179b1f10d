using System.Diagnostics;
using Microsoft.Extensions.Configuration;
using OpenTelemetry.Trace;
using TenantLLM.ServiceDefaults;
using Xunit;

namespace TenantLLM.Unit.Telemetry;

public sealed class TraceSamplerTests
{
    [Theory]
    [InlineData(null, null, true)]
    [InlineData("", null, true)]
    [InlineData("parentbased_always_on", null, true)]
    [InlineData("parentbased_always_off", null, false)]
    [InlineData("parentbased_traceidratio", "0", false)]
    [InlineData("parentbased_traceidratio", "1", true)]
    [InlineData("always_on", null, true)]
    [InlineData("Always_Off", null, false)]
    [InlineData("traceidratio", "0", false)]
    [InlineData("traceidratio", null, true)]
    public void Span_WithoutParent_IsTakenAsTheVariablesSay(string? sampler, string? argument, bool isTaken) =>
        Assert.Equal(isTaken, IsTaken(Sampler(sampler, argument), "POST /v1/chat/completions"));

    [Theory]
    [InlineData("parentbased_always_on", false, false)]
    [InlineData("parentbased_always_off", true, true)]
    [InlineData("parentbased_traceidratio", true, true)]
    [InlineData("always_on", false, true)]
    [InlineData("always_off", true, false)]
    public void Span_OfAClientsTrace_IsTakenAsTheParentWhereTheSamplerSaysSo(string sampler, bool isParentTaken, bool isTaken) =>
        Assert.Equal(isTaken, IsTaken(Sampler(sampler, "0"), "POST /v1/chat/completions", Parent(isParentTaken)));

    [Theory]
    [InlineData(null)]
    [InlineData("always_on")]
    public void Poll_OfAStream_IsNeverTaken(string? sampler)
    {
        Assert.False(IsTaken(Sampler(sampler), "IAsyncEnumerableGrainExtension/MoveNext", Parent(isTaken: true)));
        Assert.True(IsTaken(Sampler(sampler), "IAsyncEnumerableGrainExtension/StartEnumeration", Parent(isTaken: true)));
    }

    [Theory]
    [InlineData("sometimes", null, "OTEL_TRACES_SAMPLER is 'sometimes': it must be always_on, always_off, traceidratio, or one of these after 'parentbased_'.")]
    [InlineData("traceidratio", "half", "OTEL_TRACES_SAMPLER_ARG is 'half': it must be the share of traces to take, from 0 to 1.")]
    [InlineData("parentbased_traceidratio", "2", "OTEL_TRACES_SAMPLER_ARG is '2': it must be the share of traces to take, from 0 to 1.")]
    public void Variable_ThatIsWrong_IsRefusedByKeyValueAndFix(string sampler, string? argument, string refusal) =>
        Assert.Equal(refusal, Assert.Throws<InvalidOperationException>(() => Sampler(sampler, argument)).Message);

    private static TraceSampler Sampler(string? sampler, string? argument = null) => new(new ConfigurationBuilder()
        .AddInMemoryCollection([new("OTEL_TRACES_SAMPLER", sampler), new("OTEL_TRACES_SAMPLER_ARG", argument)])
        .Build());

    private static ActivityContext Parent(bool isTaken) => new(
        ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), isTaken ? ActivityTraceFlags.Recorded : ActivityTraceFlags.None, isRemote: true);

    private static bool IsTaken(TraceSampler sampler, string span, ActivityContext parent = default) =>
        sampler.ShouldSample(new SamplingParameters(parent, ActivityTraceId.CreateRandom(), span, ActivityKind.Server)).Decision == SamplingDecision.RecordAndSample;
}
