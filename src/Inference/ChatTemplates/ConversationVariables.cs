using System.Text.Json;
using TenantLLM.Inference.Chat;
using TenantLLM.Inference.ChatTemplates.Evaluation;
using TenantLLM.Inference.ChatTemplates.Values;

namespace TenantLLM.Inference.ChatTemplates;

/// <summary>A conversation as the variables a template reads, in the form Hugging Face gives them.</summary>
/// <param name="source">The template's text.</param>
/// <param name="marks">Marks special tokens in what users wrote; null: their text stays as it is.</param>
internal sealed class ConversationVariables(string source, SpecialTokenMarks? marks)
{
    // A template that does not know the role would refuse it or drop the message; its older name means the same.
    private readonly bool _knowsDeveloper = source.Contains("developer", StringComparison.Ordinal);

    public void Define(Scope scope, ChatTemplateInput input)
    {
        foreach (var (name, value) in input.Variables)
            scope[name] = Valid($"the variable '{name}'", () => JsonValues.From(value, Mark));
        scope["messages"] = new SequenceValue([.. input.Messages.Select(message => Message(message, input.ArgumentsAsText))]);
        // Hugging Face passes none where there are no tools, and templates are tested with that.
        scope["tools"] = input.Tools.Count == 0 ? null : new SequenceValue([.. input.Tools.Select(Tool)]);
        scope["add_generation_prompt"] = input.AddGenerationPrompt;
        scope["bos_token"] = input.BosToken;
        scope["eos_token"] = input.EosToken;
    }

    private MapValue Message(ChatMessage message, bool argumentsAsText)
    {
        var role = message.Role == "developer" && !_knowsDeveloper ? "system" : message.Role;
        var isAssistant = role == "assistant";
        var map = new MapValue
        {
            ["role"] = Role(role),
            // Templates concatenate the content without asking: no content is empty text, as vLLM has it.
            ["content"] = marks is null ? message.Content ?? "" : marks.Mark(message.Content ?? "", isAssistant),
        };
        if (message.Name is not null)
            map["name"] = Mark(message.Name);
        if (message.ToolCalls.Count > 0)
            map["tool_calls"] = new SequenceValue([.. message.ToolCalls.Select(call => ToolCall(call, argumentsAsText))]);
        if (message.ToolCallId is not null)
            map["tool_call_id"] = Mark(message.ToolCallId);
        return map;
    }

    // Some templates write '<|' + role + '|>': the roles that exist must stay what they are.
    private string Role(string role) =>
        role is "system" or "developer" or "user" or "assistant" or "tool" or "function" ? role : Mark(role);

    private MapValue ToolCall(ChatToolCall call, bool argumentsAsText) => new()
    {
        ["id"] = Mark(call.Id),
        ["type"] = "function",
        ["function"] = new MapValue
        {
            ["name"] = Mark(call.Name),
            ["arguments"] = argumentsAsText ? Mark(call.Arguments) : CallArguments(call.Arguments),
        },
    };

    /// <summary>An object as a dict, as Hugging Face documents it and most templates expect; other text as it is.</summary>
    private object CallArguments(string json)
    {
        try
        {
            return JsonValues.Parse(json, Mark) as MapValue ?? (object)Mark(json);
        }
        catch (JsonException)
        {
            return Mark(json);
        }
    }

    private object? Tool(string json) => Valid("a tool's definition", () => JsonValues.Parse(json, Mark));

    private static object? Valid(string what, Func<object?> read)
    {
        try
        {
            return read();
        }
        catch (JsonException exception)
        {
            throw ChatTemplateRenderException.Invalid($"{what} is not valid JSON: {exception.Message}");
        }
    }

    private string Mark(string text) => marks is null ? text : marks.Mark(text);
}
