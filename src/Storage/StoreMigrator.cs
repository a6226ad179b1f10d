using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using TenantLLM.Storage.Databases;

namespace TenantLLM.Storage;

/// <summary>Brings the database to the current schema before anything else starts.</summary>
internal sealed class StoreMigrator(IDbContextFactory<StoreContext> contexts, IOptions<StorageOptions> options) : IHostedService
{
    /// <summary>An index over millions of rows takes its time.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromHours(1);

    private readonly StorageOptions _options = options.Value;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            await MigrateAsync(cancellationToken);
        }
        catch (Exception exception) when (Cause(exception) is IOException or UnauthorizedAccessException or DbException or TimeoutException)
        {
            throw new InvalidOperationException($"{Database} cannot be opened: {Cause(exception).Message}", exception);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private string Database => _options.Provider == StorageOptions.PostgreSql
        ? $"Storage:ConnectionString: the database '{PostgreSqlDatabase.NameOf(_options)}'"
        : $"Storage:Path: the database '{_options.Path}'";

    /// <summary>Entity Framework wraps what another try might mend.</summary>
    private static Exception Cause(Exception exception) => exception is InvalidOperationException { InnerException: DbException inner } ? inner : exception;

    private async Task MigrateAsync(CancellationToken cancellationToken)
    {
        if (_options.Provider == StorageOptions.Sqlite && Path.GetDirectoryName(Path.GetFullPath(_options.Path)) is { } folder)
            Directory.CreateDirectory(folder);
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        context.Database.SetCommandTimeout(Patience);
        if (_options.Provider == StorageOptions.PostgreSql)
            await PostgreSqlDatabase.MigrateAsync(context, cancellationToken);
        else
            await context.Database.MigrateAsync(cancellationToken);
    }
}
