using System.Text;
using System.Text.RegularExpressions;
using TenantLLM.Inference.Decoding;
using TenantLLM.TestKit.Decoding;

namespace TenantLLM.Cluster.Conversations;

/// <summary>Answers with the prompt it was given, in short: <c>u:One/a:ok/u:Two</c>.</summary>
internal static partial class EchoDecoder
{
    /// <param name="template">Another than ChatML.</param>
    public static ScriptedDecoder Create(int context = 1024, string template = ScriptedDecoder.ChatMl) => new(Next, sequences: 4, context)
    {
        Info = new DecoderInfo("scripted", "fp_0123456789", context, 4, template),
    };

    private static int Next(IReadOnlyList<int> tokens)
    {
        var start = tokens.Count - 1;
        while (tokens[start] != ByteTokenizer.StartOfTurn)
            start--;
        var answer = Encoding.Latin1.GetBytes(Answer(tokens.Take(start)));
        var said = tokens.Count - 1 - start - "assistant\n".Length;
        return said < answer.Length ? answer[said] : ByteTokenizer.EndOfTurn;
    }

    private static string Answer(IEnumerable<int> prompt)
    {
        var text = new StringBuilder();
        foreach (var token in prompt)
            text.Append(token < 256 ? (char)token : token == ByteTokenizer.StartOfTurn ? '<' : '>');
        var turns = Turn().Matches(text.ToString());
        return string.Join('/', turns.Select(turn => $"{turn.Groups[1].Value[0]}:{Short(turn.Groups[2].Value)}"));
    }

    /// <summary>An earlier answer is named by its length alone, so that answers do not grow twofold.</summary>
    private static string Short(string text) => text.Contains(':', StringComparison.Ordinal) ? $"{text.Split('/').Length}" : text;

    [GeneratedRegex("<([a-z]+)\n([^>]*)>")]
    private static partial Regex Turn();
}
