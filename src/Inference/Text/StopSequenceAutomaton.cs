using System.Buffers;

namespace TenantLLM.Inference.Text;

/// <summary>
/// Aho and Corasick's automaton ("Efficient string matching", 1975): a state is the longest beginning of any stop sequence
/// that the text so far ends with.
/// </summary>
internal sealed class StopSequenceAutomaton
{
    private readonly List<State> _states = [new State(0)];
    private readonly SearchValues<char> _firstCharacters;

    public StopSequenceAutomaton(IReadOnlyList<string> sequences)
    {
        foreach (var sequence in sequences)
            Add(sequence);
        LinkFallbacks();
        _firstCharacters = SearchValues.Create([.. sequences.Select(sequence => sequence[0])]);
    }

    public bool CanBeginIn(ReadOnlySpan<char> text) => text.ContainsAny(_firstCharacters);

    public int Next(int state, char character)
    {
        int next;
        while (!_states[state].Next.TryGetValue(character, out next))
        {
            if (state == 0)
                return 0;
            state = _states[state].Fallback;
        }

        return next;
    }

    /// <summary>Characters of the state's beginning.</summary>
    public int Depth(int state) => _states[state].Depth;

    /// <summary>The longest sequence that is complete in a state; null where none is.</summary>
    public string? Completed(int state) => _states[state].Completed;

    private void Add(string sequence)
    {
        var state = 0;
        foreach (var character in sequence)
        {
            if (!_states[state].Next.TryGetValue(character, out var next))
            {
                next = _states.Count;
                _states[state].Next.Add(character, next);
                _states.Add(new State(_states[state].Depth + 1));
            }

            state = next;
        }

        _states[state].Completed = sequence;
    }

    private void LinkFallbacks()
    {
        var pending = new Queue<int>([0]);
        while (pending.TryDequeue(out var parent))
        {
            foreach (var (character, child) in _states[parent].Next)
            {
                var state = _states[child];
                state.Fallback = parent == 0 ? 0 : Next(_states[parent].Fallback, character);
                state.Completed ??= _states[state.Fallback].Completed;
                pending.Enqueue(child);
            }
        }
    }

    private sealed class State(int depth)
    {
        public int Depth => depth;

        public Dictionary<char, int> Next { get; } = [];

        public int Fallback { get; set; }

        public string? Completed { get; set; }
    }
}
