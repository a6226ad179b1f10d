using TenantLLM.Grains.Abstractions.Models;
using TenantLLM.Grains.Models;
using TenantLLM.Inference.Models;
using TenantLLM.TestKit;
using Xunit;

namespace TenantLLM.Unit.Grains.Models;

public sealed class ModelDirectoryTests : IDisposable
{
    private static readonly TimeSpan Later = TimeSpan.FromSeconds(2);

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Directory_WithFiles_HasAModelEachWithTheDefaults()
    {
        Put("small.gguf", "Big.Q4_0.GGUF", "split-00001-of-00002.gguf", "mmproj-small.gguf", "notes.txt");
        await using var test = Scanned(new ModelOptions { Owner = "team", Context = 256 });

        await test.Catalogue.LoadAsync(default);
        var models = await test.Catalogue.ListAsync(default);

        Assert.Equal(["Big.Q4_0", "small"], models.Select(model => model.Id));
        Assert.All(models, model => Assert.Equal(("team", 256, ModelState.NotLoaded), (model.Owner, model.ContextLength, model.State)));
        Assert.Equal(2, test.LogLines.Count(line => line.Contains("is no model of its own", StringComparison.Ordinal)));
        Assert.Equal(0, test.Loader.Loads);
    }

    [Fact]
    public async Task Directory_ToBeLoadedAtStart_IsLoadedAtStart()
    {
        Put("a.gguf");
        await using var test = Scanned(new ModelOptions { Load = ModelLoad.Start });
        await test.Catalogue.LoadAsync(default);
        Assert.Equal("a", Assert.Single(test.Loader.Engines).Model.Id);
    }

    [Fact]
    public async Task Directory_FileOfAConfiguredId_IsNotListedTwice()
    {
        Put("a.gguf", "b.gguf");
        await using var test = Scanned(new ModelOptions(), new ModelOptions { Id = "b", Path = "elsewhere.gguf", Owner = "configured" });

        var models = await test.Catalogue.ListAsync(default);

        Assert.Equal([("b", "configured"), ("a", "tenantllm")], models.Select(model => (model.Id, model.Owner)));
    }

    [Fact]
    public async Task Directory_NewFile_IsFoundByItsNameWithoutARestart()
    {
        await using var test = Scanned(new ModelOptions());
        await test.Catalogue.LoadAsync(default);
        Put("new.gguf");

        using var tooSoon = await test.AcquireAsync("new");
        test.Clock.Advance(Later);
        using var found = await test.AcquireAsync("new");

        Assert.Null(tooSoon.Engine);
        Assert.NotNull(found.Engine);
    }

    [Fact]
    public async Task Directory_FileIsGone_RunsToItsEndAndIsUnloaded()
    {
        Put("a.gguf");
        await using var test = Scanned(new ModelOptions());
        var lease = await test.AcquireAsync("a");
        File.Delete(_folder.File("a.gguf"));
        test.Clock.Advance(Later);

        Assert.Empty(await test.Catalogue.ListAsync(default));
        Assert.False(test.Loader.Engines.Single().IsDisposed);
        lease.Dispose();
        await test.Loader.Engines.Single().DisposedAsync();
    }

    [Fact]
    public async Task Directory_FileIsReplaced_IsLoadedAnew()
    {
        Put("a.gguf");
        await using var test = Scanned(new ModelOptions());
        test.Loader.OnLoad = (_, _) => throw new ModelLoadException("half a file");
        using var failed = await test.AcquireAsync("a");
        test.Loader.OnLoad = (_, _) => { };
        await File.WriteAllTextAsync(_folder.File("a.gguf"), "the whole file");
        test.Clock.Advance(Later);
        await test.Catalogue.ListAsync(default);

        using var lease = await test.AcquireAsync("a");

        Assert.Null(failed.Engine);
        Assert.NotNull(lease.Engine);
    }

    [Fact]
    public async Task Directory_CannotBeReadAnyMore_KeepsItsModels()
    {
        Put("a.gguf");
        var folder = Directory.CreateDirectory(_folder.File("models"));
        File.Move(_folder.File("a.gguf"), Path.Combine(folder.FullName, "a.gguf"));
        await using var test = new CatalogueUnderTest(new ModelsOptions { ModelDirectory = folder.FullName });
        await test.Catalogue.ListAsync(default);
        folder.Delete(recursive: true);

        test.Clock.Advance(Later);
        var once = await test.Catalogue.ListAsync(default);
        test.Clock.Advance(Later);
        var twice = await test.Catalogue.ListAsync(default);

        Assert.Equal(("a", "a"), (once.Single().Id, twice.Single().Id));
        Assert.Single(test.LogLines, line => line.StartsWith("Warning: ModelDirectory", StringComparison.Ordinal));
    }

    public void Dispose() => _folder.Dispose();

    private void Put(params string[] files)
    {
        foreach (var file in files)
            File.WriteAllText(_folder.File(file), "");
    }

    private CatalogueUnderTest Scanned(ModelOptions defaults, params ModelOptions[] configured) =>
        new(new ModelsOptions { Models = [.. configured], ModelDirectory = _folder.Root, ModelDefaults = defaults });
}
