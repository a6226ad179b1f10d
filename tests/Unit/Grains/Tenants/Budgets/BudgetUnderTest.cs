using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using TenantLLM.Grains.Tenants;
using TenantLLM.Grains.Tenants.Budgets;
using TenantLLM.Storage.Limits;
using TenantLLM.Storage.Usage;

namespace TenantLLM.Unit.Grains.Tenants.Budgets;

/// <summary>A project's budget over a ledger and a store in memory.</summary>
internal sealed class BudgetUnderTest : ISpendReader, ILimitStore, IDisposable
{
    public const string Project = "proj_1";

    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly SpendMetrics _metrics;
    private readonly SpendWebhook _webhook;

    public BudgetUnderTest(int[]? alertAt = null)
    {
        Clock.SetUtcNow(new DateTimeOffset(2026, 11, 30, 23, 59, 0, TimeSpan.Zero));
        var options = Options.Create(new BudgetsOptions { AlertAt = alertAt });
        _metrics = new SpendMetrics(_services.GetRequiredService<IMeterFactory>());
        _webhook = new SpendWebhook(options, _metrics, Clock, NullLogger<SpendWebhook>.Instance);
        var alerts = new SpendAlerts(options, this, _metrics, _webhook, NullLogger<SpendAlerts>.Instance);
        var metrics = new TenantMetrics(_services.GetRequiredService<IMeterFactory>(), Clock);
        Budget = new ProjectBudget(Project, this, alerts, metrics, Clock, NullLogger<ProjectBudget>.Instance);
    }

    public FakeTimeProvider Clock { get; } = new();

    public ProjectBudget Budget { get; }

    /// <summary>What the ledger says, by month.</summary>
    public Dictionary<DateTimeOffset, decimal> Spent { get; } = [];

    public List<SpendAlertRow> Alerts { get; } = [];

    public int Readings { get; private set; }

    /// <summary>Whether the database answers.</summary>
    public bool IsThere { get; set; } = true;

    public Task SetAsync(long cents) => Budget.SetAsync(new SpendLimitRow { ProjectId = Project, Cents = cents });

    public Task<decimal> ReadSpendAsync(string projectId, DateTimeOffset since, CancellationToken cancellationToken)
    {
        Readings++;
        return IsThere ? Task.FromResult(Spent.GetValueOrDefault(since)) : Task.FromException<decimal>(new InvalidOperationException("gone"));
    }

    public Task<StoredLimits> ReadAsync(string projectId, long since, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task AddAsync(SpendAlertRow alert, CancellationToken cancellationToken)
    {
        Alerts.Add(alert);
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        _webhook.Dispose();
        _metrics.Dispose();
        _services.Dispose();
    }
}
