using System.Text.RegularExpressions;

namespace TenantLLM.EndToEnd.Servers;

/// <summary>The lines a server wrote to one of its streams. Keeps the last hundred thousand.</summary>
public sealed class ServerOutput
{
    private const int Limit = 100_000;

    private readonly Lock _lock = new();
    private readonly Queue<string> _lines = [];
    private TaskCompletionSource _more = NewSignal();

    /// <summary>Whether no line was forgotten.</summary>
    public bool IsWhole { get; private set; } = true;

    public string Text
    {
        get
        {
            lock (_lock)
                return string.Join('\n', _lines);
        }
    }

    /// <summary>Waits until the text so far matches.</summary>
    /// <exception cref="TimeoutException">It never did.</exception>
    public async Task<Match> WaitForAsync(Regex pattern, TimeSpan patience)
    {
        using var timeout = new CancellationTokenSource(patience);
        while (true)
        {
            var more = _more.Task;
            if (pattern.Match(Text) is { Success: true } match)
                return match;
            try
            {
                await more.WaitAsync(timeout.Token);
            }
            catch (OperationCanceledException)
            {
                throw new TimeoutException($"The server never printed '{pattern}' within {patience}. It printed:\n{Tail()}");
            }
        }
    }

    /// <summary>The last lines, for messages.</summary>
    public string Tail(int lines = 30)
    {
        lock (_lock)
            return string.Join('\n', _lines.TakeLast(lines));
    }

    internal void Add(string? line)
    {
        if (line is null)
            return;
        TaskCompletionSource signal;
        lock (_lock)
        {
            _lines.Enqueue(line);
            if (_lines.Count > Limit)
            {
                _lines.Dequeue();
                IsWhole = false;
            }

            (signal, _more) = (_more, NewSignal());
        }

        signal.SetResult();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
