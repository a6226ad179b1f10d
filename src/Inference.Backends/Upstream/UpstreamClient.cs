using System.Net.Http.Headers;
using System.Text;

namespace TenantLLM.Inference.Backends.Upstream;

/// <summary>Sends requests to one server, each once.</summary>
internal sealed class UpstreamClient : IDisposable
{
    private const int MaxErrorBytes = 1 << 16;

    /// <summary>Long enough for the end of a stream that was read to <c>[DONE]</c>, so that its connection is used again; short enough
    /// that a generation its reader left ends at once.</summary>
    private static readonly TimeSpan DrainTime = TimeSpan.FromMilliseconds(50);

    /// <summary>So that a name that moves to other addresses is followed.</summary>
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(5);

    private readonly UpstreamEndpoint _endpoint;
    private readonly TimeProvider _clock;
    private readonly HttpClient _http;

    public UpstreamClient(UpstreamEndpoint endpoint, TimeProvider clock)
    {
        _endpoint = endpoint;
        _clock = clock;

        // No redirects: they would carry the key and the prompt to a place nobody configured.
        _http = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            ConnectTimeout = endpoint.Options.ConnectTimeout,
            PooledConnectionLifetime = ConnectionLifetime,
            ResponseDrainTimeout = DrainTime,
        })
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
        if (endpoint.Options.ApiKey is { } key)
            _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
    }

    /// <summary>Posts JSON.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async Task<UpstreamReply> PostAsync(string route, byte[] json, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, _endpoint.At(route)) { Content = new ByteArrayContent(json) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return await SendAsync(request, cancellationToken);
    }

    /// <summary>Whether anything answers there.</summary>
    public async Task<bool> AnswersAsync(CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, _endpoint.At("models"));
        using var reply = await SendAsync(request, cancellationToken);
        return reply.Fault is not { IsUnreachable: true };
    }

    public void Dispose() => _http.Dispose();

    private async Task<UpstreamReply> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if (response.IsSuccessStatusCode)
                return new UpstreamReply(response, null);
            using (response)
            {
                var body = await ReadStartAsync(response, cancellationToken);
                return new UpstreamReply(null, UpstreamErrors.OfStatus(response.StatusCode, body, RetryAfter(response)));
            }
        }
        catch (HttpRequestException exception) when (exception.HttpRequestError is HttpRequestError.ConnectionError
            or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError)
        {
            return new UpstreamReply(null, UpstreamFault.Unreachable(exception.Message));
        }
        catch (OperationCanceledException exception) when (exception.InnerException is TimeoutException && !cancellationToken.IsCancellationRequested)
        {
            return new UpstreamReply(null, UpstreamFault.Unreachable($"no connection within {_endpoint.Options.ConnectTimeout}"));
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            return new UpstreamReply(null, UpstreamFault.Broken(exception.Message));
        }
    }

    private async Task<string> ReadStartAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var buffer = new byte[MaxErrorBytes];
        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        var length = await body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        return _endpoint.Redact(Encoding.UTF8.GetString(buffer.AsSpan(0, length)));
    }

    private TimeSpan? RetryAfter(HttpResponseMessage response)
    {
        if (response.Headers.TryGetValues("retry-after-ms", out var values) && double.TryParse(values.First(), out var milliseconds)
            && milliseconds is >= 0 and < int.MaxValue)
        {
            return TimeSpan.FromMilliseconds(milliseconds);
        }

        var delay = response.Headers.RetryAfter?.Delta ?? response.Headers.RetryAfter?.Date - _clock.GetUtcNow();
        return delay < TimeSpan.Zero ? TimeSpan.Zero : delay;
    }
}
