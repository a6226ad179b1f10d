using System.Text;

namespace TenantLLM.Inference.Text;

/// <summary>
/// Looks for stop sequences in an answer as it grows. Text that may begin one is held back; where one is met, it and what
/// follows are dropped. Of several the one that begins first counts, and of those that begin together the one completed
/// first; so the result does not depend on how the text was cut into deltas. Linear in the text, however long the
/// sequences are. Not thread-safe: one for each answer.
/// </summary>
public sealed class StopSequenceScanner
{
    private readonly StopSequenceAutomaton? _automaton;

    // The text not sent yet: a ring, since it moves on by one character at a time.
    private readonly char[] _held;
    private readonly StringBuilder _safe = new();
    private int _state;
    private long _position;
    private long _sent;
    private string? _candidate;
    private long _candidateStart;
    private bool _ended;

    /// <param name="stopSequences">The sequences; empty ones are ignored.</param>
    public StopSequenceScanner(IReadOnlyList<string> stopSequences)
    {
        string[] sequences = [.. stopSequences.Where(sequence => sequence.Length > 0)];
        _automaton = sequences.Length > 0 ? new StopSequenceAutomaton(sequences) : null;
        _held = new char[sequences.Select(sequence => sequence.Length).DefaultIfEmpty().Max() + 1];
    }

    /// <summary>Takes more of the answer. After a stop was reported, everything is dropped.</summary>
    public StopScan Append(string delta)
    {
        if (_ended)
            return new StopScan("", null);
        // What almost every delta is: nothing held, nothing that could begin a stop.
        if (_automaton is null || (_state == 0 && !_automaton.CanBeginIn(delta)))
        {
            _position += delta.Length;
            _sent = _position;
            return new StopScan(delta, null);
        }

        foreach (var character in delta)
        {
            if (Step(character))
                return End();
        }

        return new StopScan(TakeSafe(), null);
    }

    /// <summary>The answer's end: the text still held, or the stop that was waiting to see whether another began earlier.</summary>
    public StopScan Flush()
    {
        if (_ended)
            return new StopScan("", null);
        if (_candidate is not null)
            return End();
        _ended = true;
        Release(_position);
        return new StopScan(TakeSafe(), null);
    }

    /// <summary>Takes one character; true when a stop is certain.</summary>
    private bool Step(char character)
    {
        _held[_position++ % _held.Length] = character;
        _state = _automaton!.Next(_state, character);
        if (_automaton.Completed(_state) is { } stop && (_candidate is null || _position - stop.Length < _candidateStart))
        {
            _candidate = stop;
            _candidateStart = _position - stop.Length;
        }

        // Where the longest beginning of a stop sequence that the text ends with starts.
        var openStart = _position - _automaton.Depth(_state);
        if (_candidate is not null && openStart >= _candidateStart)
            return true;
        Release(openStart);
        return false;
    }

    private StopScan End()
    {
        _ended = true;
        Release(_candidateStart);
        return new StopScan(TakeSafe(), _candidate);
    }

    private void Release(long end)
    {
        for (; _sent < end; _sent++)
            _safe.Append(_held[_sent % _held.Length]);
    }

    private string TakeSafe()
    {
        var text = _safe.ToString();
        _safe.Clear();
        return text;
    }
}
