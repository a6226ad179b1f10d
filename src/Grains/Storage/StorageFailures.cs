using TenantLLM.Grains.Abstractions.Sessions;
using TenantLLM.Grains.Abstractions.Storage;
using TenantLLM.Storage.Failures;

namespace TenantLLM.Grains.Storage;

/// <summary>That the database failed, as callers of grains are told, also of a grain that could not be activated; the log has why.</summary>
internal sealed class StorageFailures : IStoreExceptions
{
    public Exception Unavailable(string reason) => new StorageUnavailableException();

    /// <summary>What ends an answer that could not be read or written.</summary>
    /// <param name="exception">What the store threw.</param>
    /// <param name="message">In words the client may read.</param>
    public static SessionFailure Of(Exception exception, string message) => new(
        exception is StorageUnavailableException ? SessionFailureKind.StorageUnavailable : SessionFailureKind.Internal, message);
}
