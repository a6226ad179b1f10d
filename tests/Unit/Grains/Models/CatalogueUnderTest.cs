using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using TenantLLM.Grains.Abstractions.Models;
using TenantLLM.Grains.Models;
using TenantLLM.Inference.Models;

namespace TenantLLM.Unit.Grains.Models;

/// <summary>A catalogue over a fake loader, a fake clock and a log that is kept.</summary>
internal sealed class CatalogueUnderTest : IAsyncDisposable, ILogger<ModelCatalogue>
{
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly List<string> _log = [];

    public CatalogueUnderTest(params ModelOptions[] models)
        : this(new ModelsOptions { Models = [.. models] })
    {
    }

    public CatalogueUnderTest(ModelsOptions options)
    {
        Engines = new ModelEngines(Loader, Clock, this);
        Catalogue = new ModelCatalogue(
            Options.Create(options), Loader, Engines, new ModelMetrics(Meters));
    }

    public FakeLoader Loader { get; } = new();

    public IMeterFactory Meters => _services.GetRequiredService<IMeterFactory>();

    public FakeTimeProvider Clock { get; } = new();

    public ModelEngines Engines { get; }

    public ModelCatalogue Catalogue { get; }

    public IReadOnlyList<string> LogLines
    {
        get
        {
            lock (_log)
                return [.. _log];
        }
    }

    public Task<ModelLease> AcquireAsync(string id) => Catalogue.AcquireAsync(id, default).WaitAsync(TimeSpan.FromSeconds(20));

    public async Task<ModelDescription> DescribeAsync(string id) => (await Catalogue.ListAsync(default)).Single(model => model.Id == id);

    public async ValueTask DisposeAsync()
    {
        await Catalogue.DisposeAsync();
        Engines.Dispose();
        await _services.DisposeAsync();
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        lock (_log)
            _log.Add($"{logLevel}: {formatter(state, exception)}");
    }
}
