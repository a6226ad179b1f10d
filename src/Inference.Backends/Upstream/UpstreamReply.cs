namespace TenantLLM.Inference.Backends.Upstream;

/// <summary>A server's success, whose body is still to be read; or what went wrong.</summary>
internal sealed record UpstreamReply(HttpResponseMessage? Response, UpstreamFault? Fault) : IDisposable
{
    public void Dispose() => Response?.Dispose();
}
