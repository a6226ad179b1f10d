using System.Reflection;
using Microsoft.Extensions.Logging.Abstractions;
using Orleans.Serialization.Invocation;
using TenantLLM.Grains.Abstractions.Isolation;
using TenantLLM.Grains.Isolation;
using Xunit;

namespace TenantLLM.Unit.Grains.Isolation;

/// <summary>What Orleans calls on a tenant's grain for nobody: its timers, which sweep streams that nobody reads any more, and cancellations.</summary>
public sealed class TenantBoundaryOfOrleansTests
{
    private static readonly GrainId Target = GrainId.Create("tenant", "proj_1");

    [Fact]
    public async Task Timer_OfATenantsGrain_IsLetIn()
    {
        var call = new Call { SourceId = Target };
        await new TenantBoundary(NullLogger<TenantBoundary>.Instance).Invoke(call);
        Assert.True(call.IsInvoked);
    }

    [Fact]
    public async Task Cancellation_OfACall_IsLetIn()
    {
        var call = new Call { InterfaceName = "Orleans.Runtime.IGrainCallCancellationExtension" };
        await new TenantBoundary(NullLogger<TenantBoundary>.Instance).Invoke(call);
        Assert.True(call.IsInvoked);
    }

    [Fact]
    public async Task Call_OfAnotherGrainForNobody_IsRefused()
    {
        var call = new Call { SourceId = GrainId.Create("tenant", "proj_2") };
        await Assert.ThrowsAsync<WrongTenantException>(() => new TenantBoundary(NullLogger<TenantBoundary>.Instance).Invoke(call));
        Assert.False(call.IsInvoked);
    }

    private sealed class Call : IIncomingGrainCallContext
    {
        public bool IsInvoked { get; private set; }

        public GrainId? SourceId { get; init; }

        public GrainId TargetId => Target;

        public object Grain => this;

        public string InterfaceName { get; init; } = "IGrainTimerInvoker";

        public string MethodName => "InvokeCallbackAsync";

        public object? Result { get; set; }

        public Response? Response { get; set; }

        public IInvokable Request => throw new NotSupportedException();

        public GrainInterfaceType InterfaceType => throw new NotSupportedException();

        public MethodInfo InterfaceMethod => throw new NotSupportedException();

        public IGrainContext TargetContext => throw new NotSupportedException();

        public MethodInfo ImplementationMethod => throw new NotSupportedException();

        public Task Invoke()
        {
            IsInvoked = true;
            return Task.CompletedTask;
        }
    }
}
