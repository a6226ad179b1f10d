using System.Text.Json;
using TenantLLM.Inference.ChatTemplates;
using TenantLLM.TestKit;
using Xunit;

namespace TenantLLM.Unit.Inference.ChatTemplates;

/// <summary>Small templates against what Jinja itself made of them (<c>jinja_cases.py</c>).</summary>
public sealed class JinjaCaseTests
{
    public static TheoryData<string, string> Cases()
    {
        var data = new TheoryData<string, string>();
        foreach (var golden in Document.RootElement.GetProperty("cases").EnumerateArray())
        {
            var expected = golden.TryGetProperty("error", out var error)
                ? $"error: {error.GetString()}"
                : golden.GetProperty("expected").GetString()!;
            data.Add(golden.GetProperty("template").GetString()!, expected);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Template_RendersAsJinjaDoes(string source, string expected)
    {
        var input = new ChatTemplateInput
        {
            Messages = [],
            Variables = Document.RootElement.GetProperty("context").EnumerateObject().ToDictionary(pair => pair.Name, pair => pair.Value),
        };
        Assert.Equal(expected, Render(source, input));
    }

    private static JsonDocument Document { get; } = JsonDocument.Parse(
        File.ReadAllText(Workspace.InRepository("tests", "Unit", "Inference", "ChatTemplates", "jinja-cases.json")));

    private static string Render(string source, ChatTemplateInput input)
    {
        try
        {
            return ChatTemplate.Compile(source, FixedTime.Afternoon).Render(input);
        }
        catch (ChatTemplateRenderException exception)
        {
            return $"error: {exception.Message}";
        }
    }
}
