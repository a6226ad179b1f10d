using System.Reflection;
using Microsoft.Extensions.Options;
using TenantLLM.Api.Authentication;
using TenantLLM.Api.Sessions;
using TenantLLM.Grains.Abstractions.Isolation;
using TenantLLM.Grains.Abstractions.Sessions;

namespace TenantLLM.Api.Isolation;

/// <summary>The one way from a request to a grain: whose it is comes from the caller that authentication found.</summary>
#pragma warning disable RS0030 // Banned everywhere else so that this is the one place.
internal sealed class TenantGrains(IGrainFactory grains, IOptions<ApiOptions> options, TimeProvider clock)
{
    /// <summary>The caller's own grain of a kind: its key is the project's id.</summary>
    public TGrain Of<TGrain>(Caller caller)
        where TGrain : IGrainWithStringKey => Get<TGrain>(caller.ProjectId);

    /// <summary>A grain of the caller's for something that it has many of.</summary>
    /// <param name="caller">Whose it is.</param>
    /// <param name="id">Which, beside the project: no slash.</param>
    public TGrain Of<TGrain>(Caller caller, string id)
        where TGrain : IGrainWithStringKey => Get<TGrain>(new SessionKey(caller.ProjectId, id).ToString());

    /// <summary>A grain that belongs to no tenant, as its interface says.</summary>
    public TGrain Shared<TGrain>(string key)
        where TGrain : IGrainWithStringKey => typeof(TGrain).IsDefined(typeof(SharedByTenantsAttribute))
            ? Get<TGrain>(key)
            : throw new InvalidOperationException($"{typeof(TGrain).Name} belongs to tenants: ask for it by the caller.");

    /// <summary>Makes a call that does not end with the silo that it went through.</summary>
    /// <param name="call">One that may be made twice: it changes nothing, or knows that it was made.</param>
    public Task<TAnswer> AskAsync<TAnswer>(Func<Task<TAnswer>> call) => HedgedCall.AskAsync(call, options.Value.SiloSilence, clock);

    /// <summary>Makes the calls from here on those of a tenant that an administrator names.</summary>
    /// <param name="projectId">The tenant, which need not exist.</param>
    public ActingOnTenant ActOn(string projectId) => new(this, projectId);

    private TGrain Get<TGrain>(string key)
        where TGrain : IGrainWithStringKey => grains.GetGrain<TGrain>(key);

    /// <summary>An administrator acts on a tenant while this lasts.</summary>
    internal readonly struct ActingOnTenant(TenantGrains grains, string projectId) : IDisposable
    {
        private readonly TenantContext.Scope _scope = TenantContext.Enter(projectId);

        /// <summary>The tenant's own grain of a kind.</summary>
        public TGrain Grain<TGrain>()
            where TGrain : IGrainWithStringKey => grains.Get<TGrain>(projectId);

        public void Dispose() => _scope.Dispose();
    }
}
#pragma warning restore RS0030
