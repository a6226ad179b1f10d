using System.Globalization;
using System.Net.Http.Headers;
using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace TenantLLM.Grains.Tenants.Budgets;

/// <summary>Posts alerts, one after the other, each until it is taken or was tried often enough.</summary>
internal sealed partial class SpendWebhook(
    IOptions<BudgetsOptions> options, SpendMetrics metrics, TimeProvider clock, ILogger<SpendWebhook> log) : BackgroundService
{
    private const int MostWaiting = 1_000;
    private const int MostTries = 6;
    private static readonly TimeSpan FirstDelay = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    // No redirects: they would carry an alert to a place nobody configured.
    private readonly HttpClient _http =
        new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) })
        {
            Timeout = Patience,
            MaxResponseContentBufferSize = 64 * 1_024,
        };

    private readonly Channel<SpendAlert> _waiting = Channel.CreateBounded<SpendAlert>(
        new BoundedChannelOptions(MostWaiting) { SingleReader = true });

    /// <summary>Queues an alert; one for which there is no place is lost, which the log tells.</summary>
    public void Post(SpendAlert alert)
    {
        if (options.Value.WebhookUrl.Length > 0 && !_waiting.Writer.TryWrite(alert))
            Lost(alert, null);
    }

    public override void Dispose()
    {
        _http.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var alert in _waiting.Reader.ReadAllAsync(stoppingToken))
            await DeliverAsync(alert, stoppingToken);
    }

    private async Task DeliverAsync(SpendAlert alert, CancellationToken cancellationToken)
    {
        for (var (tried, delay) = (1, FirstDelay); ; tried++, delay *= 2)
        {
            if (await TryPostAsync(alert, isLast: tried == MostTries, cancellationToken))
                metrics.CountWebhook(isDelivered: true);
            else if (tried < MostTries)
            {
                await Task.Delay(delay, clock, cancellationToken);
                continue;
            }

            return;
        }
    }

    private async Task<bool> TryPostAsync(SpendAlert alert, bool isLast, CancellationToken cancellationToken)
    {
        try
        {
            using var request = NewRequest(alert);
            using var answer = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if (answer.IsSuccessStatusCode)
                return true;
            if (isLast)
                Lost(alert, new HttpRequestException($"It was answered with {(int)answer.StatusCode}."));
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (isLast)
                Lost(alert, exception);
        }

        return false;
    }

    private HttpRequestMessage NewRequest(SpendAlert alert)
    {
        var now = clock.GetUtcNow();
        var (body, timestamp) = (alert.ToJson(now), now.ToUnixTimeSeconds());
        var request = new HttpRequestMessage(HttpMethod.Post, options.Value.WebhookUrl) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add("webhook-id", alert.Id);
        request.Headers.Add("webhook-timestamp", timestamp.ToString(CultureInfo.InvariantCulture));
        request.Headers.Add(
            "webhook-signature", WebhookSignature.Of(WebhookSignature.KeyOf(options.Value.WebhookSecret)!, alert.Id, timestamp, body));
        return request;
    }

    private void Lost(SpendAlert alert, Exception? exception)
    {
        metrics.CountWebhook(isDelivered: false);
        LogLost(exception, alert.Id);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The alert {Alert} could not be posted to Budgets:WebhookUrl: it is in this log only")]
    private partial void LogLost(Exception? exception, string alert);
}
