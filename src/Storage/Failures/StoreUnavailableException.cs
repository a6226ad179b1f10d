namespace TenantLLM.Storage.Failures;

/// <summary>The database cannot do what was asked, whatever was asked: it is gone, full, locked, read-only or too slow. Another try may go
/// well. A write that failed so may have been committed: whoever made it must read what is there.</summary>
public sealed class StoreUnavailableException(string message) : Exception(message);
