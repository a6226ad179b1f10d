namespace TenantLLM.Api.Requests;

/// <summary>Tokens reserved for a request. Disposing gives them back, unless a grain that settles them was reached.</summary>
internal abstract class TenantReservation : IAsyncDisposable
{
    /// <summary>The answer began: its grain settles it, whatever its end.</summary>
    public abstract void Reached();

    public abstract ValueTask DisposeAsync();
}
