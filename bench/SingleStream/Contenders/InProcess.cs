using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using TenantLLM.Inference;
using TenantLLM.Inference.Backends.Onnx;
using TenantLLM.Inference.Models;

namespace TenantLLM.Bench.SingleStream.Contenders;

/// <summary>The engine's services as the server registers them.</summary>
internal static class InProcess
{
    public static ServiceProvider Services()
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddInference().AddOnnxBackend();
        return builder.Services.BuildServiceProvider();
    }

    public static ModelOptions Model(ModelFile file, BenchOptions options) => new() { Path = file.Path, Threads = options.Threads };
}
