using System.Net;
using System.Threading.Channels;
using TenantLLM.TestKit;

namespace TenantLLM.EndToEnd.Limits;

/// <summary>Takes webhooks on loopback; the first one it refuses, so that it must come again.</summary>
internal sealed class WebhookReceiver : IDisposable
{
    private readonly HttpListener _listener;
    private readonly Channel<ReceivedWebhook> _received = Channel.CreateUnbounded<ReceivedWebhook>();

    public WebhookReceiver()
    {
        const string Path = "/alerts/";
        (_listener, var root) = LocalHttp.Listen(Path);
        Url = root + Path;
        _ = ReceiveAsync();
    }

    public string Url { get; }

    public async Task<ReceivedWebhook> NextAsync(TimeSpan patience)
    {
        var next = _received.Reader.ReadAsync().AsTask();
        await next.WithinAsync(patience, "a webhook");
        return await next;
    }

    public void Dispose() => _listener.Close();

    private async Task ReceiveAsync()
    {
        try
        {
            for (var isFirst = true; ; isFirst = false)
            {
                var context = await _listener.GetContextAsync();
                using var body = new MemoryStream();
                await context.Request.InputStream.CopyToAsync(body);
                var headers = context.Request.Headers;
                await _received.Writer.WriteAsync(new ReceivedWebhook(
                    headers["webhook-id"]!, headers["webhook-timestamp"]!, headers["webhook-signature"]!, body.ToArray()));
                context.Response.StatusCode = isFirst ? 503 : 204;
                context.Response.Close();
            }
        }
        catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException)
        {
            // The test is over.
        }
    }
}

/// <summary>A webhook as it came.</summary>
internal sealed record ReceivedWebhook(string Id, string Timestamp, string Signature, byte[] Body);
