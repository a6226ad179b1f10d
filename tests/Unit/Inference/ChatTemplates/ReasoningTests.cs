using TenantLLM.Inference.Chat;
using TenantLLM.Inference.ChatTemplates;
using TenantLLM.Inference.Engine;
using TenantLLM.TestKit;
using Xunit;

namespace TenantLLM.Unit.Inference.ChatTemplates;

public sealed class ReasoningTests
{
    private static readonly CharacterTokenizer Tokenizer = new([], beginning: null);

    [Theory]
    [InlineData(null, "default")]
    [InlineData("none", "none")]
    [InlineData("high", "high")]
    public void Effort_OfATemplateWithEffort_IsGivenToIt(string? effort, string expected) =>
        Assert.Equal(expected, Render("{{ reasoning_effort if reasoning_effort is defined else 'default' }}", effort));

    [Theory]
    [InlineData(null, "default")]
    [InlineData("none", "False")]
    [InlineData("minimal", "True")]
    [InlineData("max", "True")]
    public void Effort_OfATemplateWithASwitch_TurnsIt(string? effort, string expected) =>
        Assert.Equal(expected, Render("{% if enable_thinking is defined %}{{ enable_thinking }}{% else %}default{% endif %}", effort));

    [Fact]
    public void Effort_OfATemplateWithBoth_IsGivenBoth() =>
        Assert.Equal("high True", Render("{{ reasoning_effort }} {{ enable_thinking }}", "high"));

    [Theory]
    [InlineData(null)]
    [InlineData("none")]
    [InlineData("medium")]
    public void Effort_ThatChangesNothing_IsAccepted(string? effort) => Assert.Equal("x", Render("x", effort));

    [Theory]
    [InlineData("x", "high")]
    [InlineData("x", "minimal")]
    [InlineData("{{ 'reasoning_effort' }} {{ messages[0].reasoning_effort }}", "low")]
    [InlineData("{% set ns = namespace(enable_thinking=true) %}{{ ns.enable_thinking }}", "low")]
    public void Effort_OfATemplateWithNeither_IsRefusedByName(string template, string effort)
    {
        var failure = ChatPrompt.Load("m", template, Tokenizer).Encode([], [], reasoningEffort: effort).Failure;

        Assert.Equal(
            new GenerationFailure(
                GenerationFailureKind.Unsupported, "Unsupported parameter: 'reasoning_effort' is not supported with this model.")
            {
                Parameter = "reasoning_effort",
            },
            failure);
    }

    [SharedTheory("chat-templates")]
    [InlineData("GLM-4.7-Flash", true, false)]
    [InlineData("Spark2.5", true, false)]
    [InlineData("deepseek-ai-DeepSeek-V4", true, true)]
    [InlineData("Cohere2MoE", false, true)]
    [InlineData("NVIDIA-Nemotron-Nano-v2", false, false)]
    [InlineData("Qwen-Qwen2.5-7B-Instruct", false, false)]
    public void Reads_OfPublishedTemplates_AreThese(string name, bool hasThinking, bool hasEffort)
    {
        var template = ChatTemplate.Compile(File.ReadAllText(Workspace.InShared($"chat-templates/{name}.jinja")));
        Assert.Equal((hasThinking, hasEffort), (template.Reads("enable_thinking"), template.Reads("reasoning_effort")));
    }

    private static string Render(string template, string? effort)
    {
        var prompt = ChatPrompt.Load("m", template, Tokenizer).Encode([new ChatMessage("user", "Hi")], [], reasoningEffort: effort);
        Assert.True(prompt.Succeeded, prompt.Failure?.Message);
        return Tokenizer.Text(prompt.Tokens);
    }
}
