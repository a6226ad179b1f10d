using System.Text;
using System.Text.Unicode;
using TenantLLM.Wire.Chat;

namespace TenantLLM.Wire.Completions;

/// <summary>Puts the probabilities of one choice together, token by token; the offsets go on from one <see cref="Take"/> to the next.</summary>
public sealed class TextLogprobsBuilder
{
    private List<string> _tokens = [];
    private List<float> _logprobs = [];
    private List<IReadOnlyDictionary<string, float>> _top = [];
    private List<int> _offsets = [];
    private int _begun;

    /// <param name="bytes">What the token stands for, which may be a part of a character.</param>
    /// <param name="logprob">The natural logarithm of its probability.</param>
    /// <param name="top">The likeliest tokens in its place, likeliest first.</param>
    public void Add(ReadOnlySpan<byte> bytes, float logprob, IEnumerable<(ReadOnlyMemory<byte> Bytes, float Logprob)> top)
    {
        var text = TextOf(bytes);
        var likely = new Dictionary<string, float>();
        foreach (var (other, otherLogprob) in top)
            likely.TryAdd(TextOf(other.Span), TokenBytes.Logprob(otherLogprob));
        likely.TryAdd(text, TokenBytes.Logprob(logprob));
        _tokens.Add(text);
        _logprobs.Add(TokenBytes.Logprob(logprob));
        _top.Add(likely);
        _offsets.Add(!bytes.IsEmpty && IsInsideCharacter(bytes[0]) ? Math.Max(0, _begun - 1) : _begun);
        foreach (var value in bytes)
            _begun += IsInsideCharacter(value) ? 0 : 1;
    }

    /// <summary>Those that were added since the last time.</summary>
    public TextLogprobs Take()
    {
        var taken = new TextLogprobs(_tokens, _logprobs, _top, _offsets);
        (_tokens, _logprobs, _top, _offsets) = ([], [], [], []);
        return taken;
    }

    private static bool IsInsideCharacter(byte value) => (value & 0xC0) == 0x80;

    private static string TextOf(ReadOnlySpan<byte> bytes)
    {
        if (Utf8.IsValid(bytes))
            return Encoding.UTF8.GetString(bytes);
        var text = new StringBuilder("bytes:");
        foreach (var value in bytes)
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"\\x{value:x2}");
        return text.ToString();
    }
}
