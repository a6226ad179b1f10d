namespace TenantLLM.Storage.Failures;

internal sealed class StoreExceptions : IStoreExceptions
{
    public Exception Unavailable(string reason) => new StoreUnavailableException($"The database cannot be used: {reason}");
}
