namespace TenantLLM.Grains.Abstractions.Isolation;

/// <summary>A call reached a grain of a tenant that it was not made for. No client can cause it: the caller's code is wrong.</summary>
[GenerateSerializer, Alias("TenantLLM.WrongTenantException")]
public sealed class WrongTenantException : Exception
{
    public WrongTenantException()
        : base("The call was not made on behalf of the grain's tenant.")
    {
    }
}
