using System.Text.Json;
using TenantLLM.Inference.Chat;
using TenantLLM.Inference.ChatTemplates;
using TenantLLM.TestKit;
using Xunit;

namespace TenantLLM.Unit.Inference.ChatTemplates;

/// <summary>Every public template in <c>shared/chat-templates</c> against what the reference engine (Jinja with Hugging
/// Face's settings) made of the same conversations.</summary>
public sealed class ChatTemplateGoldenTests
{
    /// <summary>Templates that do not render all their cases yet, and why.</summary>
    private static readonly Dictionary<string, string> NotYetSupported = [];

    [SharedFact("chat-templates")]
    public void EveryTemplate_RendersAsTheReference_OrIsKnownNotTo()
    {
        var failures = new List<string>();
        var templates = Directory.GetFiles(Workspace.InShared("chat-templates"), "*.jinja").Order(StringComparer.Ordinal).ToList();
        Assert.NotEmpty(templates);
        foreach (var file in templates)
        {
            var name = Path.GetFileNameWithoutExtension(file);
            var differences = Differences(file);
            if (differences.Count > 0 != NotYetSupported.ContainsKey(name))
                failures.Add(differences.Count > 0 ? $"{name}: {differences.Count} cases\n{differences[0]}" : $"{name} works now");
        }

        Assert.True(failures.Count == 0, string.Join("\n\n", failures));
    }

    private static List<string> Differences(string file)
    {
        var differences = new List<string>();
        var template = ChatTemplate.Compile(File.ReadAllText(file), FixedTime.Afternoon);
        using var goldens = JsonDocument.Parse(File.ReadAllText(Path.ChangeExtension(file, ".golden.json")));
        foreach (var golden in goldens.RootElement.EnumerateArray())
        {
            var (expected, actual) = (Expected(golden), Render(template, golden.GetProperty("context")));
            if (actual != expected)
                differences.Add($"{golden.GetProperty("name")}:\n--- expected\n{expected}\n--- actual\n{actual}");
        }

        return differences;
    }

    private static string Expected(JsonElement golden) => golden.TryGetProperty("error", out var error)
        ? $"error: {error.GetString()}"
        : golden.GetProperty("expected").GetString()!;

    private static string Render(ChatTemplate template, JsonElement context)
    {
        try
        {
            return template.Render(Input(context));
        }
        catch (ChatTemplateRenderException exception)
        {
            return $"error: {exception.Message}";
        }
    }

    private static ChatTemplateInput Input(JsonElement context) => new()
    {
        Messages = [.. context.GetProperty("messages").EnumerateArray().Select(Message)],
        Tools = context.TryGetProperty("tools", out var tools) ? [.. tools.EnumerateArray().Select(tool => tool.GetRawText())] : [],
        AddGenerationPrompt = context.GetProperty("add_generation_prompt").GetBoolean(),
        BosToken = context.GetProperty("bos_token").GetString()!,
        EosToken = context.GetProperty("eos_token").GetString()!,
    };

    private static ChatMessage Message(JsonElement message) =>
        new(message.GetProperty("role").GetString()!, message.GetProperty("content").GetString())
        {
            Name = Optional(message, "name"),
            ToolCallId = Optional(message, "tool_call_id"),
            ToolCalls = message.TryGetProperty("tool_calls", out var calls) ? [.. calls.EnumerateArray().Select(ToolCall)] : [],
        };

    private static ChatToolCall ToolCall(JsonElement call)
    {
        var function = call.GetProperty("function");
        var arguments = function.GetProperty("arguments");
        return new ChatToolCall(
            call.GetProperty("id").GetString()!,
            function.GetProperty("name").GetString()!,
            arguments.ValueKind == JsonValueKind.String ? arguments.GetString()! : arguments.GetRawText());
    }

    private static string? Optional(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) ? value.GetString() : null;
}
