using TenantLLM.Inference.Text;
using TenantLLM.Inference.Tokenization;

namespace TenantLLM.Inference.Scheduling;

/// <summary>Turns one answer's tokens into text that may be shown: whole characters only, and nothing of a stop sequence.</summary>
internal sealed class AnswerText(ITokenizer tokenizer, IReadOnlyList<string> stopSequences)
{
    private readonly Utf8Assembler _characters = new();
    private readonly StopSequenceScanner _stops = new(stopSequences);

    /// <summary>Whether a stop sequence was met: nothing more is shown.</summary>
    public bool IsStopped { get; private set; }

    public bool IsEndOfTurn(int token) => tokenizer.IsEndOfGeneration(token);

    /// <returns>What can be shown now, perhaps nothing.</returns>
    public string Append(int token) => Shown(_stops.Append(_characters.Append(tokenizer.Decode(token))));

    /// <returns>What was held back and can be shown after all.</returns>
    public string Flush() => Shown(_stops.Append(_characters.Flush())) + Shown(_stops.Flush());

    private string Shown(StopScan scan)
    {
        IsStopped |= scan.Stop is not null;
        return scan.Text;
    }
}
