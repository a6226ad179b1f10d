using TenantLLM.Bench.Servers;

namespace TenantLLM.Bench.Engine;

/// <summary>A model behind HTTP.</summary>
internal interface IServedModel : IAsyncDisposable
{
    string Name { get; }

    /// <summary>Memory of its process that is in use now.</summary>
    long ResidentBytes { get; }

    /// <summary>Sends a request of a tenant. Its answer is <see cref="SameAnswer"/>.</summary>
    /// <exception cref="InvalidDataException">It answered with an error.</exception>
    Task<ChatStream> AskAsync(ChatRequest request, Tenant tenant, CancellationToken cancellationToken);
}

/// <summary>Whose request it is. A server without tenants knows no difference.</summary>
internal enum Tenant
{
    Main,
    Light,
}
