using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;
using TenantLLM.Inference.Engine;
using TenantLLM.Inference.Models;

namespace TenantLLM.Inference.Backends.Upstream;

/// <summary>Makes engines that ask a server. The server is first asked by the first request: it may come up later than this process.</summary>
internal sealed partial class UpstreamEngineFactory(TimeProvider clock, ILogger<UpstreamEngine> log) : IEngineFactory
{
    public string Backend => "Upstream";

    public IInferenceEngine Load(ModelOptions options)
    {
        if (options.Url is not { } url || !Uri.TryCreate(url, UriKind.Absolute, out var address))
            throw new ModelLoadException($"Model '{options.EffectiveId}': Url '{options.Url}' is no address such as 'http://localhost:8000/v1'.");
        var endpoint = new UpstreamEndpoint(address, options.Model ?? options.EffectiveId, options);
        var model = new ModelInfo(options.EffectiveId, Fingerprint(endpoint), options.Context, clock.GetUtcNow()) { Server = address };
        LogServed(model.Id, endpoint.Model, endpoint.Place);
        return new UpstreamEngine(model, endpoint, clock, log);
    }

    /// <summary>Of the place and the name: what weights answer there is the server's affair.</summary>
    private static string Fingerprint(UpstreamEndpoint endpoint) =>
        $"fp_{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{endpoint.Place}\n{endpoint.Model}")))[..10]}";

    [LoggerMessage(Level = LogLevel.Information, Message = "Model {Model} is '{Name}' of the server at {Place}")]
    private partial void LogServed(string model, string name, string place);
}
