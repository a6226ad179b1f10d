using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using TenantLLM.Storage.AdminKeys;
using TenantLLM.Storage.ApiKeys;
using TenantLLM.Storage.AuditLog;
using TenantLLM.Storage.Conversations;
using TenantLLM.Storage.Databases;
using TenantLLM.Storage.Failures;
using TenantLLM.Storage.Health;
using TenantLLM.Storage.Limits;
using TenantLLM.Storage.ProjectData;
using TenantLLM.Storage.Projects;
using TenantLLM.Storage.Reading;
using TenantLLM.Storage.Retention;
using TenantLLM.Storage.ServiceAccounts;
using TenantLLM.Storage.Sessions;
using TenantLLM.Storage.StoredCompletions;
using TenantLLM.Storage.Usage;
using TenantLLM.Storage.Usage.Journal;
using TenantLLM.Storage.Writing;

namespace TenantLLM.Storage;

public static class StorageServiceCollectionExtensions
{
    /// <summary>Adds the stores. Call it before anything whose start needs them: the database is migrated in that order.</summary>
    public static IServiceCollection AddStorage(this IServiceCollection services)
    {
        services.AddOptions<StorageOptions>().BindConfiguration(StorageOptions.Section)
            .ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton<TimeProvider, StoreClock>();
        services.AddSingleton<IDbContextFactory<StoreContext>, StoreContextFactory>();
        services.TryAddSingleton<IStoreExceptions, StoreExceptions>();
        services.AddSingleton<StoreAvailability>();
        services.AddHostedService<StoreMigrator>();
        services.AddMetrics();
        services.AddSingleton<WriteMetrics>();
        services.AddSingleton<WriteQueue>();
        services.AddHostedService(provider => provider.GetRequiredService<WriteQueue>());
        services.AddHealthChecks()
            .AddCheck<StoreHealthCheck>(StoreHealthCheck.Name, timeout: StoreHealthCheck.Patience)
            .AddCheck<WritesHealthCheck>(WritesHealthCheck.Name);
        services.AddSingleton<StoreReader>();
        services.AddSingleton<IProjectStore, ProjectStore>();
        services.AddSingleton<IApiKeyStore, ApiKeyStore>();
        services.AddSingleton<IAdminKeyStore, AdminKeyStore>();
        services.AddSingleton<IServiceAccountStore, ServiceAccountStore>();
        services.AddSingleton<IAuditLogStore, AuditLogStore>();
        services.AddSingleton<IConversationStore, ConversationStore>();
        services.AddSingleton<ISessionStore, SessionStore>();
        services.AddSingleton<IProjectDataStore, ProjectDataStore>();
        services.AddSingleton<IRetentionStore, RetentionStore>();
        services.AddSingleton<IStoredCompletionStore, StoredCompletionStore>();
        services.AddSingleton<IUsageStore, UsageStore>();
        services.AddSingleton<ISpendReader, SpendReader>();
        services.AddSingleton<ILimitStore, LimitStore>();
        services.AddSingleton<UsageJournal>();
        services.AddSingleton<IUsageJournal>(provider => provider.GetRequiredService<UsageJournal>());
        services.AddHostedService<UsageRecovery>();
        return services;
    }
}
