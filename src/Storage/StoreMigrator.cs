using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace TenantLLM.Storage;

/// <summary>Brings the database to the current schema before anything else starts.</summary>
internal sealed class StoreMigrator(IDbContextFactory<StoreContext> contexts, IOptions<StorageOptions> options) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(options.Value.Path));
        if (folder is not null)
            Directory.CreateDirectory(folder);
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await context.Database.MigrateAsync(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
