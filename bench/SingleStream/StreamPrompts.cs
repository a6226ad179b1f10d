namespace TenantLLM.Bench.SingleStream;

/// <summary>
/// Questions this model answers at length. A path cannot be told to go on past the end of a turn, and a small model ends its
/// turns early: so the model is asked first, and all answers are cut at a length that all of them reach.
/// </summary>
internal sealed class StreamPrompts
{
    private const int Count = 5;

    private static readonly string[] Candidates =
    [
        .. Enumerable.Range(1, 20).Select(tens => $"Count to {5 * tens}."),
        "Tell me a story.", "Tell me a long story.", "Write a long poem about the sea.", "Explain how a computer works.",
    ];

    private readonly string[] _questions;
    private int _given;

    private StreamPrompts(string[] questions, int tokens)
    {
        _questions = questions;
        Tokens = tokens;
    }

    /// <summary>Tokens all answers reach.</summary>
    public int Tokens { get; }

    /// <summary>Finds the questions with the longest answers.</summary>
    /// <param name="lengthOf">Tokens of the answer to a question, up to those wanted.</param>
    public static StreamPrompts Choose(Func<string, int> lengthOf)
    {
        var longest = Candidates.Select(question => (question, length: lengthOf(question)))
            .OrderByDescending(candidate => candidate.length).Take(Count).ToArray();
        return new StreamPrompts([.. longest.Select(candidate => candidate.question)], longest[^1].length);
    }

    /// <summary>The next prompt; it is not the question before.</summary>
    /// <param name="tokens">Where the answer is cut, if not at the length all reach.</param>
    public StreamPrompt Next(int? tokens = null) => new(++_given, _questions[_given % _questions.Length], tokens ?? Tokens);
}
