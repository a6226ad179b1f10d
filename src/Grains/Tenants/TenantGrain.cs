using System.Security.Cryptography;
using TenantLLM.Grains.Abstractions.ApiKeys;
using TenantLLM.Grains.Abstractions.Tenants;
using TenantLLM.Storage.ApiKeys;
using TenantLLM.Storage.Projects;

namespace TenantLLM.Grains.Tenants;

/// <summary>Keeps the project in memory and writes it and its keys.</summary>
internal sealed class TenantGrain(IProjectStore projects, IApiKeyStore keys, TimeProvider clock) : Grain, ITenantGrain
{
    private ProjectRow? _project;

    private string Id => this.GetPrimaryKeyString();

    public override async Task OnActivateAsync(CancellationToken cancellationToken) =>
        _project = await projects.FindAsync(Id, cancellationToken);

    public Task<Admission> AdmitAsync(AdmissionRequest request) =>
        Task.FromResult(_project is null ? Admission.UnknownProject : Admission.Admitted);

    public async Task<EnsuredProject> EnsureCreatedAsync(string name)
    {
        if (_project is null)
        {
            var project = new ProjectRow { Id = Id, Name = name, CreatedAt = clock.GetUtcNow() };
            await projects.AddAsync(project, CancellationToken.None);
            _project = project;
        }

        var hasKey = (await keys.ListAsync(Id, CancellationToken.None)).Count > 0;
        return new EnsuredProject(
            new Project(_project.Id, _project.Name, _project.CreatedAt),
            hasKey ? null : await CreateApiKeyAsync("default"));
    }

    public async Task<CreatedApiKey> CreateApiKeyAsync(string name)
    {
        if (_project is null)
            throw new InvalidOperationException($"Project '{Id}' does not exist.");
        var secret = ApiKeySecret.Create();
        var key = new ApiKeyRow
        {
            Id = "key_" + RandomNumberGenerator.GetHexString(24, lowercase: true),
            ProjectId = Id,
            Name = name,
            Hash = secret.Hash,
            LastFour = secret.LastFour,
            CreatedAt = clock.GetUtcNow(),
        };
        await keys.AddAsync(key, CancellationToken.None);
        return new CreatedApiKey(key.Id, secret.Reveal());
    }

    public async Task<ImmutableArray<ApiKeySummary>> ListApiKeysAsync() =>
    [
        .. (await keys.ListAsync(Id, CancellationToken.None))
            .Select(key => new ApiKeySummary(key.Id, key.Name, key.LastFour, key.CreatedAt, key.RevokedAt)),
    ];

    public async Task<bool> RevokeApiKeyAsync(string keyId)
    {
        var key = (await keys.ListAsync(Id, CancellationToken.None)).SingleOrDefault(key => key.Id == keyId);
        if (key is null)
            return false;
        if (key.RevokedAt is null)
            await keys.UpdateAsync(key with { RevokedAt = clock.GetUtcNow() }, CancellationToken.None);
        await GrainFactory.GetGrain<IApiKeyGrain>(key.Hash).RefreshAsync();
        return true;
    }
}
