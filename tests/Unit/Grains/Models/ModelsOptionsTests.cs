using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using TenantLLM.Grains;
using TenantLLM.Grains.Models;
using TenantLLM.Inference.Models;
using Xunit;

namespace TenantLLM.Unit.Grains.Models;

public sealed class ModelsOptionsTests
{
    [Theory]
    [InlineData("Models:0:Path must name a GGUF file, such as 'models/demo/demo.gguf', or Models:0:Url", "Models:0:Id=a")]
    [InlineData("Models:0:Path and Models:0:Url are both set", "Models:0:Path=a.gguf", "Models:0:Url=http://localhost/v1")]
    [InlineData("Models:0:Url must be an address such as 'http://localhost:8000/v1'", "Models:0:Url=localhost:8000", "Models:0:Id=a")]
    [InlineData("Models:0:Url must be an address", "Models:0:Url=http://user:secret@host/v1", "Models:0:Id=a")]
    [InlineData("Models:0:Id must be the name that requests use", "Models:0:Url=http://localhost/v1")]
    [InlineData("Models:0 and Models:1 are all named 'a'; give one another Models:<n>:Id", "Models:0:Path=a.gguf", "Models:1:Path=b/a.gguf")]
    [InlineData("Models:<n>:UnloadAfter must be one second to 365 days", "Models:0:Path=a.gguf", "Models:0:UnloadAfter=00:00:00")]
    [InlineData("Models:<n>:Price:Input must have six decimals at most", "Models:0:Path=a.gguf", "Models:0:Price:Input=0.1234567")]
    [InlineData("Models:<n>:Price:CachedInput must be 0 or more, 1000000 at most", "Models:0:Path=a.gguf", "Models:0:Price:CachedInput=1000001")]
    [InlineData("Models:<n>:Price:Output must be 0 or more", "Models:0:Path=a.gguf", "Models:0:Price:Output=-1")]
    [InlineData("'Sometimes' at 'Models:0:Load'", "Models:0:Path=a.gguf", "Models:0:Load=Sometimes")]
    [InlineData("Models:0:Pth is no setting of a model. There are ApiKey, Backend", "Models:0:Pth=a.gguf")]
    [InlineData("'many' at 'ModelDefaults:Parallel'", "ModelDefaults:Parallel=many")]
    [InlineData("ModelDefaults has an Id, a Path or a Url", "ModelDefaults:Path=a.gguf")]
    [InlineData("ModelDirectory: there is no folder 'no/such/folder'", "ModelDirectory=no/such/folder")]
    [InlineData("Models:<n>:Parallel must be 1 to 1024", "ModelDefaults:Parallel=0")]
    [InlineData("Models:<n>:MaxTokensField must be 'max_tokens' or", "Models:0:Path=a.gguf", "Models:0:MaxTokensField=tokens")]
    [InlineData("Models:0:ApiKey must be the server's key", "Models:0:Url=http://h/v1", "Models:0:Id=a", "Models:0:ApiKey=se cret")]
    [InlineData("Models:0:GpuLayers is '-1', which Backend 'Onnx' does not read. Remove it, or set Models:0:Backend to LLamaSharp.",
        "Models:0:Path=a.gguf", "Models:0:GpuLayers=-1")]
    [InlineData("Models:0:FlashAttention is 'on', which Backend 'onnx' does", "Models:0:Path=a.gguf", "Models:0:Backend=onnx", "Models:0:FlashAttention=on")]
    [InlineData("Models:0:CacheType is 'q8_0', which", "Models:0:Path=a.gguf", "Models:0:CacheType=q8_0")]
    [InlineData("Models:0:CacheTokens is '4096', which", "Models:0:Path=a.gguf", "Models:0:CacheTokens=4096")]
    [InlineData("Models:1:Lora is 'b.gguf', which", "Models:0:Path=a.gguf", "Models:1:Path=c.gguf", "Models:1:Lora=b.gguf")]
    [InlineData("Models:0:Retries is '0', which Backend 'LLamaSharp' does not read. Remove it, or set Models:0:Backend to Upstream.",
        "Models:0:Path=a.gguf", "Models:0:Backend=LLamaSharp", "Models:0:Retries=0")]
    [InlineData("Models:0:ApiKey is set, which Backend 'Onnx' does", "Models:0:Path=a.gguf", "Models:0:ApiKey=secret")]
    [InlineData("Models:0:Parallel is '4', which Backend 'Upstream' does not read. Remove it, or set Models:0:Backend to Onnx or LLamaSharp.",
        "Models:0:Url=http://h/v1", "Models:0:Id=a", "Models:0:Backend=Upstream", "Models:0:Parallel=4")]
    [InlineData("ModelDefaults:GpuLayers is '8', which Backend 'Onnx' does", "ModelDefaults:GpuLayers=8")]
    public void Options_BrokenSo_AreRefusedWithKeyAndFix(string message, params string[] settings)
    {
        var failure = Record.Exception(() => Bind(settings));
        Assert.Contains(message, Assert.IsAssignableFrom<Exception>(failure).Message, StringComparison.Ordinal);
        Assert.DoesNotContain("cret", failure!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_OfAModelOnAServer_AreBound()
    {
        var model = Bind(
            "Models:0:Backend=Upstream", "Models:0:Url=https://host/v1", "Models:0:Model=org/big", "Models:0:ApiKey=sk-secret",
            "Models:0:Load=FirstUse", "Models:0:UnloadAfter=00:10:00", "Models:0:Price:Input=0.15", "Models:0:Price:CachedInput=0.075",
            "Models:0:Price:Output=0.6").Models.Single();

        Assert.Equal(("org/big", ModelLoad.FirstUse, TimeSpan.FromMinutes(10)), (model.EffectiveId, model.Load, model.UnloadAfter));
        Assert.Equal(new ModelPrice { Input = 0.15m, CachedInput = 0.075m, Output = 0.6m }, model.Price);
    }

    [Fact]
    public void Options_OfItsOwnBackend_AreBound()
    {
        var model = Bind(
            "Models:0:Path=a.gguf", "Models:0:Backend=llamasharp", "Models:0:GpuLayers=-1", "Models:0:CacheType=q8_0", "Models:0:Parallel=4").Models.Single();
        Assert.Equal((-1, "q8_0", 4), (model.GpuLayers, model.CacheType, model.Parallel));
        Assert.Equal(0, Bind("Models:0:Path=a.gguf", "Models:0:GpuLayers=0").Models.Single().GpuLayers);
    }

    [Fact]
    public void Options_Printed_ShowNoKey() =>
        Assert.Equal("a", new ModelOptions { Id = "a", ApiKey = "sk-secret" }.ToString());

    private static ModelsOptions Bind(params string[] settings)
    {
        var pairs = settings.Select(setting => setting.Split('=', 2)).ToDictionary(pair => pair[0], pair => (string?)pair[1]);
        using var services = new ServiceCollection()
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(pairs).Build())
            .AddLogging()
            .AddGrains()
            .BuildServiceProvider();
        return services.GetRequiredService<IOptions<ModelsOptions>>().Value;
    }
}
