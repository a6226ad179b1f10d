using TenantLLM.Api.Isolation;
using TenantLLM.Grains.Abstractions.Tenants;

namespace TenantLLM.Api.Requests;

/// <summary>Tokens that the tenant's grain has reserved. What an answer's grain settles later than they are given back is debited all the same,
/// so giving them back is never wrong.</summary>
internal sealed class GrainReservation(TenantGrains grains, ITenantGrain tenant, string responseId) : TenantReservation
{
    private bool _isReached;

    public override void Reached() => _isReached = true;

    public override async ValueTask DisposeAsync()
    {
        if (_isReached)
            return;
        try
        {
            await grains.AskAsync(async () =>
            {
                await tenant.ReleaseAsync(responseId);
                return true;
            });
        }
        catch (Exception exception) when (exception is OrleansException or TimeoutException)
        {
            // The reservation expires. What the client got stays as it is.
        }
    }
}
