using System.Globalization;
using System.Net;
using TenantLLM.TestKit;

namespace TenantLLM.EndToEnd.Deployment;

/// <summary>Serves one file on loopback, whole or from some byte on.</summary>
internal sealed class FileHost : IDisposable
{
    private readonly HttpListener _listener;
    private readonly List<string> _ranges = [];

    public FileHost(byte[] content)
    {
        Content = content;
        const string Path = "/model.gguf";
        (_listener, var root) = LocalHttp.Listen(Path + "/");
        Url = root + Path;
        _ = ServeAsync();
    }

    public string Url { get; }

    public byte[] Content { get; set; }

    /// <summary>How long it stops in the middle.</summary>
    public TimeSpan Pause { get; set; }

    /// <summary>Whether the first answer ends in the middle.</summary>
    public bool CutFirst { get; set; }

    /// <summary>What was asked for, each time; empty: all of it.</summary>
    public IReadOnlyList<string> Ranges => _ranges;

    public void Dispose() => _listener.Close();

    private async Task ServeAsync()
    {
        try
        {
            while (true)
                await AnswerAsync(await _listener.GetContextAsync());
        }
        catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        var range = context.Request.Headers["Range"] ?? "";
        _ranges.Add(range);
        var start = range.Length == 0 ? 0 : int.Parse(range["bytes=".Length..^1], CultureInfo.InvariantCulture);
        var rest = Content.AsMemory(start);
        context.Response.StatusCode = start == 0 ? 200 : 206;
        context.Response.Headers["Content-Range"] = start == 0 ? null : $"bytes {start}-{Content.Length - 1}/{Content.Length}";
        context.Response.ContentLength64 = rest.Length;
        await context.Response.OutputStream.WriteAsync(rest[..(rest.Length / 2)]);
        await context.Response.OutputStream.FlushAsync();
        if (CutFirst)
        {
            CutFirst = false;
            context.Response.Abort();
            return;
        }

        await Task.Delay(Pause, TimeProvider.System);
        await context.Response.OutputStream.WriteAsync(rest[(rest.Length / 2)..]);
        context.Response.Close();
    }
}
