using TenantLLM.Grains.Abstractions.Models;
using TenantLLM.Inference.Models;
using TenantLLM.TestKit;
using Xunit;

namespace TenantLLM.Unit.Grains.Models;

public sealed class ModelCatalogueTests
{
    [Fact]
    public async Task Load_SeveralModels_LoadsThoseOfTheStartOneAfterTheOther()
    {
        await using var test = new CatalogueUnderTest(Model("a"), Model("b", ModelLoad.FirstUse), Model("c"));

        await test.Catalogue.LoadAsync(default);

        Assert.Equal(["a", "c"], test.Loader.Engines.Select(engine => engine.Model.Id));
        Assert.Equal(
            [("a", ModelState.Ready), ("b", ModelState.NotLoaded), ("c", ModelState.Ready)],
            (await test.Catalogue.ListAsync(default)).Select(model => (model.Id, model.State)));
    }

    [Fact]
    public async Task Load_ModelThatCannotBeServed_Throws()
    {
        await using var test = new CatalogueUnderTest(Model("a"), Model("b"));
        test.Loader.OnLoad = (options, _) =>
        {
            if (options.Id == "b")
                throw new ModelLoadException("b.gguf is not a GGUF file");
        };

        var failure = await Assert.ThrowsAsync<ModelLoadException>(() => test.Catalogue.LoadAsync(default));

        Assert.Equal("b.gguf is not a GGUF file", failure.Message);
        Assert.DoesNotContain(test.LogLines, line => line.StartsWith("Error", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Acquire_UnknownModel_IsUnknown()
    {
        await using var test = new CatalogueUnderTest(Model("a"));
        using var lease = await test.AcquireAsync("nope");
        Assert.Null(lease.Engine);
        Assert.Null(lease.RetryAfter);
    }

    [Fact]
    public async Task Acquire_FirstUseByMany_LoadsOnceAndAllGetIt()
    {
        await using var test = new CatalogueUnderTest(Model("a", ModelLoad.FirstUse));

        var leases = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => test.AcquireAsync("a")));

        Assert.Equal(1, test.Loader.Loads);
        Assert.All(leases, lease => Assert.Same(test.Loader.Engines.Single(), lease.Engine));
    }

    [Fact]
    public async Task Acquire_CallerLeavesWhileItLoads_TheLoadGoesOnForTheNext()
    {
        await using var test = new CatalogueUnderTest(Model("a", ModelLoad.FirstUse));
        var gate = new Gate();
        test.Loader.OnLoad = (_, progress) =>
        {
            progress!.Report(0.25);
            gate.Pass();
        };
        using var leaving = new CancellationTokenSource();
        var first = test.Catalogue.AcquireAsync("a", leaving.Token);
        await gate.ReachedAsync();
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);

        var loading = await test.DescribeAsync("a");
        var second = test.AcquireAsync("a");
        gate.Open();

        Assert.Equal((ModelState.Loading, 0.25), (loading.State, loading.Progress));
        Assert.NotNull((await second).Engine);
        Assert.Equal(1, test.Loader.Loads);
    }

    [Fact]
    public async Task Acquire_LoadFails_IsUnavailableAtOnceAndTriedAgainLater()
    {
        await using var test = new CatalogueUnderTest(Model("a", ModelLoad.FirstUse));
        test.Loader.OnLoad = (_, _) => throw new ModelLoadException("the file is truncated");

        using var failed = await test.AcquireAsync("a");
        using var soon = await test.AcquireAsync("a");

        Assert.Null(failed.Engine);
        Assert.Equal(TimeSpan.FromSeconds(2), failed.RetryAfter);
        Assert.Equal(1, test.Loader.Loads);
        Assert.Equal((ModelState.Unavailable, "the file is truncated"), (await StateOf(test), (await test.DescribeAsync("a")).Reason));
        Assert.Contains(test.LogLines, line => line.StartsWith("Error: Model a could not be loaded", StringComparison.Ordinal)
            && line.EndsWith("the file is truncated", StringComparison.Ordinal));

        test.Clock.Advance(TimeSpan.FromSeconds(2));
        using var again = await test.AcquireAsync("a");
        Assert.Equal(TimeSpan.FromSeconds(4), again.RetryAfter);

        test.Clock.Advance(TimeSpan.FromSeconds(4));
        test.Loader.OnLoad = (_, _) => { };
        using var repaired = await test.AcquireAsync("a");
        Assert.NotNull(repaired.Engine);
        Assert.Equal((ModelState.Ready, null), (await StateOf(test), (await test.DescribeAsync("a")).Reason));
    }

    [Fact]
    public async Task Acquire_LoaderThrowsAnything_IsUnavailable()
    {
        await using var test = new CatalogueUnderTest(Model("a", ModelLoad.FirstUse));
        test.Loader.OnLoad = (_, _) => throw new InvalidOperationException("a native library broke");
        using var lease = await test.AcquireAsync("a");
        Assert.NotNull(lease.RetryAfter);
    }

    [Fact]
    public async Task Idle_ForAsLongAsItMayBe_IsUnloadedAndLoadedAgainByTheNextRequest()
    {
        await using var test = new CatalogueUnderTest(Model("a") with { UnloadAfter = TimeSpan.FromMinutes(5) });
        await test.Catalogue.LoadAsync(default);
        var first = test.Loader.Engines.Single();

        (await test.AcquireAsync("a")).Dispose();
        test.Clock.Advance(TimeSpan.FromMinutes(4));
        (await test.AcquireAsync("a")).Dispose();
        test.Clock.Advance(TimeSpan.FromMinutes(4));
        Assert.False(first.IsDisposed);
        test.Clock.Advance(TimeSpan.FromMinutes(1));
        await first.DisposedAsync();

        using var lease = await test.AcquireAsync("a");
        Assert.NotSame(first, lease.Engine);
        Assert.NotNull(lease.Engine);
        Assert.Contains("Information: Model a is unloaded", test.LogLines);
    }

    [Fact]
    public async Task Idle_WhileALeaseIsHeld_IsNotUnloaded()
    {
        await using var test = new CatalogueUnderTest(Model("a") with { UnloadAfter = TimeSpan.FromMinutes(5) });
        var lease = await test.AcquireAsync("a");
        var other = await test.AcquireAsync("a");
        other.Dispose();
        other.Dispose();

        test.Clock.Advance(TimeSpan.FromHours(1));
        Assert.False(test.Loader.Engines.Single().IsDisposed);

        lease.Dispose();
        test.Clock.Advance(TimeSpan.FromMinutes(5));
        await test.Loader.Engines.Single().DisposedAsync();
    }

    [Fact]
    public async Task Idle_WithoutALimit_Stays()
    {
        await using var test = new CatalogueUnderTest(Model("a"));
        (await test.AcquireAsync("a")).Dispose();
        test.Clock.Advance(TimeSpan.FromDays(1000));
        Assert.Equal(ModelState.Ready, await StateOf(test));
    }

    [Fact]
    public async Task Describe_EngineThatIsAway_IsUnavailable()
    {
        await using var test = new CatalogueUnderTest(Model("a"));
        await test.Catalogue.LoadAsync(default);
        test.Loader.Engines.Single().IsReady = false;
        Assert.Equal(ModelState.Unavailable, await StateOf(test));
    }

    [Fact]
    public async Task Describe_Configured_TellsOwnerContextAndPrice()
    {
        var price = new ModelPrice { Input = 0.5m, Output = 2 };
        await using var test = new CatalogueUnderTest(Model("a", ModelLoad.FirstUse) with { Owner = "team", Price = price, Context = 128 });

        var before = await test.DescribeAsync("a");
        using var lease = await test.AcquireAsync("a");

        Assert.Equal(("team", 128), (before.Owner, before.ContextLength));
        Assert.Equal(new ModelTokenPrice(0.5m, 0.5m, 2), before.Price);
        Assert.Equal(512, (await test.DescribeAsync("a")).ContextLength);
    }

    [Fact]
    public async Task Progress_OfALongLoad_IsLoggedNowAndThen()
    {
        await using var test = new CatalogueUnderTest(Model("a"));
        test.Loader.OnLoad = (_, progress) =>
        {
            for (var percent = 0; percent < 100; percent++)
            {
                test.Clock.Advance(TimeSpan.FromSeconds(0.11));
                progress!.Report(percent / 100.0);
            }
        };

        await test.Catalogue.LoadAsync(default);

        Assert.Equal(2, test.LogLines.Count(line => line.StartsWith("Information: Model a is loading: ", StringComparison.Ordinal)));
    }

    private static async Task<ModelState> StateOf(CatalogueUnderTest test) => (await test.DescribeAsync("a")).State;

    private static ModelOptions Model(string id, ModelLoad? load = null) => new() { Id = id, Path = $"{id}.gguf", Load = load };
}
