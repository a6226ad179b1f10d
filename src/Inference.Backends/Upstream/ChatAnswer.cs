using System.Text;
using TenantLLM.Inference.Chat;
using TenantLLM.Inference.Engine;

namespace TenantLLM.Inference.Backends.Upstream;

/// <summary>Makes updates of frames, and keeps count. Servers differ: some repeat the role, some send an empty finish reason with every
/// frame, some send no usage.</summary>
internal sealed class ChatAnswer(GenerationRequest request, IReadOnlyList<ChatMessage> messages)
{
    /// <summary>UTF-8 bytes a token stands for in common vocabularies, roughly: for a prompt that the server did not count.</summary>
    private const int BytesPerToken = 4;

    private readonly ChoiceState[] _choices = new ChoiceState[request.Choices.Count];
    private TokenUsage? _usage;
    private int _deltas;

    private enum ChoiceState
    {
        Open,

        /// <summary>An empty finish reason came: it ended, if nothing more comes.</summary>
        MayHaveEnded,
        Ended,
    }

    /// <summary>Whether its reader was told anything: from here on nothing can be tried again.</summary>
    public bool HasBegun { get; private set; }

    /// <summary>Whether every choice has ended.</summary>
    public bool IsFinished => _choices.All(choice => choice == ChoiceState.Ended);

    /// <summary>Whether the server has said what was used; otherwise <see cref="Usage"/> is an estimate.</summary>
    public bool HasUsage => _usage is not null;

    /// <summary>What was used so far: the server's count, else a frame a token.</summary>
    public TokenUsage Usage => _usage ?? (HasBegun ? new TokenUsage(EstimatePrompt(), 0, _deltas) : default);

    public IEnumerable<GenerationUpdate> Accept(ChatFrame frame)
    {
        _usage = frame.Usage ?? _usage;
        foreach (var choice in frame.Choices)
        {
            if (choice.Index >= _choices.Length || _choices[choice.Index] == ChoiceState.Ended)
                continue;
            if (choice is { Text.Length: 0, FinishReason: null })
                continue;
            if (!HasBegun)
            {
                HasBegun = true;
                yield return new GenerationUpdate.Started(_usage?.Prompt ?? EstimatePrompt());
            }

            if (choice.Text.Length > 0)
            {
                _deltas++;
                yield return new GenerationUpdate.TextDelta(Number(choice.Index), choice.Text) { LogProbs = choice.LogProbs };
            }

            if (choice.FinishReason is "")
                _choices[choice.Index] = ChoiceState.MayHaveEnded;
            else if (choice.FinishReason is { } reason)
                yield return End(choice.Index, ReasonOf(reason));
        }
    }

    /// <summary>The stream has ended in good order.</summary>
    public IEnumerable<GenerationUpdate> Close()
    {
        for (var index = 0; index < _choices.Length; index++)
        {
            if (_choices[index] == ChoiceState.MayHaveEnded)
                yield return End(index, FinishReason.Stop);
        }
    }

    private GenerationUpdate.ChoiceFinished End(int index, FinishReason reason)
    {
        _choices[index] = ChoiceState.Ended;
        return new GenerationUpdate.ChoiceFinished(Number(index), reason);
    }

    private int Number(int index) => request.Choices[index].Index;

    private static FinishReason ReasonOf(string reason) => reason switch
    {
        "length" => FinishReason.Length,
        "content_filter" => FinishReason.ContentFilter,
        _ => FinishReason.Stop,
    };

    private int EstimatePrompt() =>
        (messages.Sum(message => Encoding.UTF8.GetByteCount(message.Content ?? "")) + BytesPerToken - 1) / BytesPerToken;
}
