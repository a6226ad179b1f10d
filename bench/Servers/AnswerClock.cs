using System.Diagnostics;

namespace TenantLLM.Bench.Servers;

/// <summary>Times one answer.</summary>
/// <param name="started">When it was asked for.</param>
internal sealed class AnswerClock(long started)
{
    private long _first;
    private long _last;

    /// <summary>A clock that runs from now.</summary>
    public static AnswerClock Start() => new(Stopwatch.GetTimestamp());

    /// <summary>Notes a piece of text that came at a timestamp.</summary>
    public void Text(long timestamp)
    {
        if (_first == 0)
            _first = timestamp;
        _last = timestamp;
    }

    /// <param name="tokens">Tokens of the answer.</param>
    /// <param name="end">When the stream ended.</param>
    /// <exception cref="InvalidDataException">There was no text.</exception>
    public Answer End(int tokens, long end) => _first == 0
        ? throw new InvalidDataException($"An answer of {tokens} tokens had no text in it: there is nothing to time.")
        : new Answer(tokens, Since(_first), Since(_last), Since(end));

    private TimeSpan Since(long timestamp) => Stopwatch.GetElapsedTime(started, timestamp);
}
