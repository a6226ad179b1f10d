using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using TenantLLM.Inference.Engine;

namespace TenantLLM.Inference.Telemetry;

/// <summary>What was asked and answered, in the conventions' JSON; only for operators who have asked for it, see
/// <see cref="ContentOptions"/>.</summary>
internal sealed class CapturedContent(GenerationRequest request)
{
    private readonly SortedDictionary<int, StringBuilder> _answers = [];
    private readonly Dictionary<int, string> _reasons = [];

    public void Observe(GenerationUpdate update)
    {
        switch (update)
        {
            case GenerationUpdate.TextDelta delta:
                if (!_answers.TryGetValue(delta.Choice, out var answer))
                    _answers[delta.Choice] = answer = new StringBuilder();
                answer.Append(delta.Text);
                break;
            case GenerationUpdate.ChoiceFinished finished:
                _reasons[finished.Choice] = GenAiConventions.NameOf(finished.Reason);
                break;
        }
    }

    public void WriteTo(Activity activity) => activity
        .SetTag("gen_ai.input.messages", new JsonArray([.. Inputs()]).ToJsonString())
        .SetTag("gen_ai.output.messages", new JsonArray([.. Outputs()]).ToJsonString());

    private IEnumerable<JsonNode> Inputs() => request.Prompt switch
    {
        GenerationPrompt.Conversation conversation => conversation.Messages.Select(message => Message(message.Role, message.Content)),
        GenerationPrompt.Raw { Text: RawText.OfText raw } => [Message("user", raw.Text)],
        _ => [],
    };

    private IEnumerable<JsonNode> Outputs() => _answers.Select(answer =>
    {
        var message = Message("assistant", answer.Value.ToString());
        if (_reasons.TryGetValue(answer.Key, out var reason))
            message["finish_reason"] = reason;
        return message;
    });

    private static JsonObject Message(string role, string? text) => new()
    {
        ["role"] = role,
        ["parts"] = new JsonArray(new JsonObject { ["type"] = "text", ["content"] = text }),
    };
}
