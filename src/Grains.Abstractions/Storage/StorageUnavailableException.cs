namespace TenantLLM.Grains.Abstractions.Storage;

/// <summary>The database cannot be used now. What was asked for may be done, or not: ask again.</summary>
[GenerateSerializer, Alias("TenantLLM.StorageUnavailableException")]
public sealed class StorageUnavailableException : Exception
{
    public StorageUnavailableException()
        : base("The database cannot be used now.")
    {
    }
}
