using TenantLLM.Grains.Abstractions.Sessions;
using TenantLLM.Grains.Abstractions.Storage;
using TenantLLM.Storage.Failures;

namespace TenantLLM.Grains.Storage;

/// <summary>Tells callers of grains that it was the database that failed; the log has why.</summary>
internal sealed class StorageFailures : IIncomingGrainCallFilter
{
    public async Task Invoke(IIncomingGrainCallContext context)
    {
        try
        {
            await context.Invoke();
        }
        catch (StoreUnavailableException)
        {
            throw new StorageUnavailableException();
        }
    }

    /// <summary>What ends an answer that could not be read or written.</summary>
    /// <param name="exception">What the store threw.</param>
    /// <param name="message">In words the client may read.</param>
    public static SessionFailure Of(Exception exception, string message) => new(
        exception is StoreUnavailableException ? SessionFailureKind.StorageUnavailable : SessionFailureKind.Internal, message);
}
