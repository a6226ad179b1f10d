using TenantLLM.Bench.Servers;

namespace TenantLLM.Bench.Engine;

/// <summary>Prompts no two of which begin alike: nothing any server kept is of use for another.</summary>
internal sealed class Prompts
{
    private static readonly string[] Vocabulary =
    [
        "the", "river", "house", "small", "number", "of", "light", "and", "water", "old", "road", "to", "green", "morning", "a",
        "voice", "paper", "in", "stone", "market", "with", "slow", "winter", "table", "from", "open", "garden", "is", "cold", "bread",
        "by", "long", "letter", "on", "bright", "street", "for", "quiet", "story", "under", "red", "window",
    ];

    private static readonly string[] Questions =
    [
        "Tell me a long story.", "Explain how a computer works.", "Write a poem about the sea.", "Count to 100.",
        "Describe a day in winter.", "What is the capital of France, and why?", "How is bread made?", "List the planets.",
    ];

    private int _given;

    /// <summary>A number of its own for each prompt, all equally long.</summary>
    public int Number => 1000 + Interlocked.Increment(ref _given);

    /// <summary>A short question.</summary>
    public ChatRequest Short(int tokens)
    {
        var number = Number;
        return ChatRequest.Of($"{number}. {Questions[number % Questions.Length]}", tokens);
    }

    /// <summary>A question over many words.</summary>
    public ChatRequest Long(int words, int tokens)
    {
        var number = Number;
        return ChatRequest.Of($"{number}. {Words(number, words)}. What is this about?", tokens);
    }

    /// <summary>Everyday words in an order that depends on the seed.</summary>
    public static string Words(int seed, int count) => string.Join(' ', Enumerable.Range(0, count).Select(index => Word(seed, index)));

    private static string Word(int seed, int index)
    {
        // A multiplicative hash: any order without a period will do, as long as it is the same in every run.
        var hash = ((uint)seed * 2_654_435_761u) ^ ((uint)index * 2_246_822_519u);
        hash = (hash ^ (hash >> 15)) * 3_266_489_917u;
        return Vocabulary[(hash >> 8) % (uint)Vocabulary.Length];
    }
}
