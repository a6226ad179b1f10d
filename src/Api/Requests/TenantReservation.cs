using TenantLLM.Grains.Abstractions.Tenants;

namespace TenantLLM.Api.Requests;

/// <summary>Tokens reserved for a request. Disposing gives them back, unless a grain that settles them was reached. What that grain settles
/// later is debited all the same, so giving them back is never wrong.</summary>
internal sealed class TenantReservation(ITenantGrain tenant, string responseId) : IAsyncDisposable
{
    private bool _isReached;

    /// <summary>The answer began: its grain settles it, whatever its end.</summary>
    public void Reached() => _isReached = true;

    public async ValueTask DisposeAsync()
    {
        if (_isReached)
            return;
        try
        {
            await tenant.ReleaseAsync(responseId);
        }
        catch (Exception exception) when (exception is OrleansException or TimeoutException)
        {
            // The reservation expires. What the client got stays as it is.
        }
    }
}
