using Microsoft.Extensions.Logging;
using TenantLLM.Grains.Abstractions.Isolation;

namespace TenantLLM.Grains.Isolation;

/// <summary>
/// The boundary between tenants inside the cluster: every call of a grain, the polls of a stream among them, is refused unless it is made on
/// behalf of the tenant that the grain belongs to.
/// </summary>
internal sealed partial class TenantBoundary(ILogger<TenantBoundary> log) : IIncomingGrainCallFilter
{
    private const string Cancellation = "Orleans.Runtime.IGrainCallCancellationExtension";

    public Task Invoke(IIncomingGrainCallContext context)
    {
        // Orleans' own parts talk to each other, below the grains.
        if (context.TargetId.IsSystemTarget() || context.TargetId.IsClient())
            return context.Invoke();

        // A grain's timers are calls of its own, made for nobody.
        if (context.SourceId == context.TargetId)
            return context.Invoke();

        // Whoever takes a call back made it, and it was let in; Orleans says so outside of any request.
        if (context.InterfaceName == Cancellation)
            return context.Invoke();

        // Of a stream the interface is Orleans' own: what counts is the grain, whatever it is called through.
        if (context.Grain is { } grain && !GrainOwners.HasOwner(grain))
            return context.Invoke();
        if (TenantContext.Current is { } tenant && GrainOwners.IsOf(context.TargetId, tenant))
            return context.Invoke();
        LogRefused(context.TargetId, context.InterfaceName, context.MethodName);
        throw new WrongTenantException();
    }

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "A call of {Grain} was refused: {Interface}.{Method} was not called on behalf of its tenant. This is an error of TenantLLM")]
    private partial void LogRefused(GrainId grain, string @interface, string method);
}
