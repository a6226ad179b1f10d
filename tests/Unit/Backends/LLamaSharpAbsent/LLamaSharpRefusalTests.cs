using Microsoft.Extensions.DependencyInjection;
using TenantLLM.Inference.Backends.LLamaSharp;
using TenantLLM.Inference.Models;
using Xunit;

namespace TenantLLM.Unit.Backends.LLamaSharpAbsent;

public sealed class LLamaSharpRefusalTests
{
    [Fact]
    public void Load_BuildWithoutLLamaSharp_SaysSoAndHowToBuildOne()
    {
        using var services = new ServiceCollection().AddLLamaSharpBackend().BuildServiceProvider();
        var backend = services.GetRequiredService<IDecoderFactory>();
        Assert.Equal("LLamaSharp", backend.Backend);
        var refusal = Assert.Throws<ModelLoadException>(() => backend.Load(new ModelOptions { Path = "model.gguf" }));
        Assert.Equal(
            "model.gguf: Backend is 'LLamaSharp', and this build has no LLamaSharp. Build one that has it with "
            + "'LLamaSharp=true dotnet build', or set Models:<n>:Backend to Onnx.",
            refusal.Message);
    }
}
