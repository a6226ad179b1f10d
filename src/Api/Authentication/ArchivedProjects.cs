using Microsoft.Extensions.Caching.Memory;
using TenantLLM.Api.Isolation;
using TenantLLM.Grains.Abstractions.Tenants;

namespace TenantLLM.Api.Authentication;

/// <summary>Which projects that tokens name are archived. Answers are believed for half a second.</summary>
internal sealed class ArchivedProjects(TenantGrains grains) : IDisposable
{
    private const int ProjectLimit = 10_000;
    private static readonly TimeSpan Believed = TimeSpan.FromMilliseconds(500);

    private readonly MemoryCache _projects = new(new MemoryCacheOptions { SizeLimit = ProjectLimit });

    public async ValueTask<bool> ContainAsync(string projectId)
    {
        if (_projects.TryGetValue(projectId, out bool isArchived))
            return isArchived;
        using (var project = grains.ActOn(projectId))
            isArchived = await grains.AskAsync(project.Grain<IProjectGrain>().GetAsync) is { ArchivedAt: not null };
        return _projects.Set(projectId, isArchived, new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = Believed });
    }

    public void Dispose() => _projects.Dispose();
}
