namespace TenantLLM.Bench.Boundary;

/// <summary>A tenant's grain that does nothing: what a call of it costs is the call.</summary>
[Alias("TenantLLM.Bench.IEchoGrain")]
public interface IEchoGrain : IGrainWithStringKey
{
    [Alias("Echo")]
    ValueTask<int> EchoAsync(int number);
}

internal sealed class EchoGrain : Grain, IEchoGrain
{
    public ValueTask<int> EchoAsync(int number) => ValueTask.FromResult(number);
}
