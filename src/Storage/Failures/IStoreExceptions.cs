namespace TenantLLM.Storage.Failures;

/// <summary>What the stores throw while the database cannot be used; <see cref="StoreUnavailableException"/>, unless their user has an
/// exception of its own.</summary>
public interface IStoreExceptions
{
    Exception Unavailable(string reason);
}
