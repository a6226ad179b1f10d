using Microsoft.Extensions.DependencyInjection;

namespace TenantLLM.Grains.Tenants.Budgets;

internal static class BudgetsServiceCollectionExtensions
{
    public static void AddBudgets(this IServiceCollection services)
    {
        services.AddOptions<BudgetsOptions>().BindConfiguration(BudgetsOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<SpendMetrics>();
        services.AddSingleton<SpendAlerts>();
        services.AddSingleton<ProjectBudgets>();
        services.AddSingleton<SpendWebhook>();
        services.AddHostedService(provider => provider.GetRequiredService<SpendWebhook>());
    }
}
