using System.Net;
using System.Text;
using TenantLLM.EndToEnd.Servers.Secrets;
using TenantLLM.TestKit;

namespace TenantLLM.EndToEnd.Telemetry;

/// <summary>A collector: takes what servers export over OTLP/HTTP and keeps it.</summary>
internal sealed class OtlpReceiver : IAsyncDisposable
{
    private readonly HttpListener _listener;
    private readonly Lock _lock = new();
    private readonly List<ExportedSpan> _spans = [];
    private readonly StringBuilder _everything = new();
    private readonly Task _loop;
    private TaskCompletionSource _more = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public OtlpReceiver()
    {
        (_listener, Url) = LocalHttp.Listen();
        _loop = ReceiveAsync();
    }

    public string Url { get; }

    /// <summary>The variables that make a server export to it soon.</summary>
    public IReadOnlyDictionary<string, string> Environment => new Dictionary<string, string>
    {
        ["OTEL_EXPORTER_OTLP_ENDPOINT"] = Url,
        ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
        ["OTEL_BSP_SCHEDULE_DELAY"] = "200",
        ["OTEL_METRIC_EXPORT_INTERVAL"] = "500",
    };

    /// <summary>Every byte of every export, metrics included; those that are no ASCII as question marks.</summary>
    public string Everything
    {
        get
        {
            lock (_lock)
                return _everything.ToString();
        }
    }

    /// <summary>Waits until the spans so far are enough.</summary>
    /// <returns>The spans.</returns>
    /// <exception cref="TimeoutException">They never were.</exception>
    public async Task<IReadOnlyList<ExportedSpan>> WaitForAsync(Func<IReadOnlyList<ExportedSpan>, bool> isEnough, TimeSpan patience, string what)
    {
        using var timeout = new CancellationTokenSource(patience);
        while (true)
        {
            List<ExportedSpan> spans;
            Task more;
            lock (_lock)
                (spans, more) = ([.. _spans], _more.Task);
            if (isEnough(spans))
                return spans;
            try
            {
                await more.WaitAsync(timeout.Token);
            }
            catch (OperationCanceledException)
            {
                throw new TimeoutException($"Never exported within {patience}: {what}. Exported:\n{string.Join('\n', spans)}");
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _loop;
        _listener.Close();
        TestSecrets.CheckOutput(Everything, "what a server exported");
    }

    private async Task ReceiveAsync()
    {
        while (_listener.IsListening)
        {
            try
            {
                await TakeAsync(await _listener.GetContextAsync());
            }
            catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException)
            {
                // Stopped, or the server went away.
            }
        }
    }

    private async Task TakeAsync(HttpListenerContext context)
    {
        using var body = new MemoryStream();
        await context.Request.InputStream.CopyToAsync(body);
        TaskCompletionSource signal;
        lock (_lock)
        {
            _everything.Append(Encoding.ASCII.GetString(body.ToArray())).Append('\n');
            if (context.Request.Url!.AbsolutePath == "/v1/traces")
                _spans.AddRange(ExportedSpan.Read(body.ToArray()));
            (signal, _more) = (_more, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        context.Response.ContentType = "application/x-protobuf";
        context.Response.Close();
        signal.SetResult();
    }
}
