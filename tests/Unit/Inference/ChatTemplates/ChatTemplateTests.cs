using System.Text.Json;
using TenantLLM.Inference.Chat;
using TenantLLM.Inference.ChatTemplates;
using TenantLLM.TestKit;
using Xunit;

namespace TenantLLM.Unit.Inference.ChatTemplates;

public sealed class ChatTemplateTests
{
    private static readonly ChatTemplateInput NoMessages = new() { Messages = [] };

    [Theory]
    [InlineData("a\n{% include 'x' %}", 2, "the statement 'include' is not supported here")]
    [InlineData("{% extends 'x' %}", 1, "the statement 'extends' is not supported here")]
    [InlineData("{{ 1|nosuch }}", 1, "the filter 'nosuch' is not supported")]
    [InlineData("\n\n{{ 1 is nosuch }}", 3, "the test 'nosuch' is not supported")]
    [InlineData("{{ f(*x) }}", 1, "argument unpacking is not supported")]
    [InlineData("{{ 1 $ 2 }}", 1, "unexpected character '$'")]
    [InlineData("{{ 'open }}", 1, "the string is not closed")]
    [InlineData("a\n{# open", 2, "the comment is not closed")]
    [InlineData("{{ (1 }}", 1, "unexpected '}'")]
    [InlineData("{{ 1", 1, "'}}' is missing")]
    [InlineData("\n{% if x %}a", 2, "'endif' is missing for the block")]
    [InlineData("{% endif %}", 1, "the statement 'endif' is not supported here")]
    [InlineData("{% break %}", 1, "'break' is outside a loop")]
    [InlineData("{% for x in y %}{% macro m() %}{% break %}{% endmacro %}{% endfor %}", 1, "'break' is outside a loop")]
    [InlineData("{{ 99999999999999999999 }}", 1, "the number 99999999999999999999 is too large")]
    [InlineData("{{ '\\x4' }}", 1, "the escape '\\x4'' is not valid")]
    public void Compile_UnsupportedOrInvalid_NamesConstructAndLine(string source, int line, string message)
    {
        var exception = Assert.Throws<ChatTemplateException>(() => ChatTemplate.Compile(source));
        Assert.Equal(line, exception.Line);
        Assert.Equal($"chat template, line {line}: {message}", exception.Message);
    }

    [Theory]
    [InlineData("{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}")]
    [InlineData("{% for a in range(99999) %}{{ range(99999) }}{% endfor %}")]
    [InlineData("{% for a in range(99999) %}{{ '0123456789' * 1000 }}{% endfor %}")]
    [InlineData("{% set ns = namespace(t='aa') %}{% for a in range(99) %}{% set ns.t = ns.t ~ ns.t %}{% endfor %}")]
    [InlineData("{% set ns = namespace(t='aa') %}{% for a in range(99) %}{% set ns.t = ns.t + ns.t %}{% endfor %}")]
    [InlineData("{% set ns = namespace(t=[1]) %}{% for a in range(99) %}{% set ns.t = ns.t + ns.t %}{% endfor %}")]
    [InlineData("{% set ns = namespace(t=[1]) %}{% for a in range(9999) %}{% set ns.t = [ns.t] %}{% endfor %}{{ ns.t }}")]
    [InlineData("{% set ns = namespace(t=[1]) %}{% for a in range(9999) %}{% set ns.t = [ns.t] %}{% endfor %}{{ ns.t | tojson }}")]
    [InlineData("{% set ns = namespace(t=1) %}{% set ns.me = ns %}{{ ns }}")]
    [InlineData("{{ 'a' * 99999999999 }}{{ '' * 99999999999 }}")]
    [InlineData("{{ 'a' * 9999999999999999999 }}")]
    [InlineData("{{ 9223372036854775807 + 1 }}")]
    [InlineData("{{ 9 ** 9 ** 9 }}")]
    [InlineData("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}")]
    [InlineData("{% for a in [1] recursive %}{{ loop([1]) }}{% endfor %}")]
    [InlineData("{% set a = 'aaaaaaaaaa' * 1000000 %}{{ a.replace('a', a) }}")]
    [InlineData("{% set a = 'a' * 100000 %}{{ (range(9999) | join(a)) }}")]
    [InlineData("{% set a = 'a' * 10000000 %}{% for i in range(99999) %}{% if 'b' in a %}{% endif %}{% endfor %}")]
    public void Render_WithoutEnd_FailsAtALimit(string source)
    {
        // A number too large for the parser is refused there.
        var exception = Assert.ThrowsAny<Exception>(() => ChatTemplate.Compile(source).Render(NoMessages));
        Assert.True(
            exception is ChatTemplateException or ChatTemplateRenderException { Kind: ChatTemplateFailureKind.LimitExceeded }, $"{exception}");
    }

    [Theory]
    [InlineData("{{ ", "(", "1", ")", " }}")]
    [InlineData("{{ ", "[", "1", "]", " }}")]
    [InlineData("{{ ", "not ", "1", "", " }}")]
    [InlineData("{{ ", "-", "1", "", " }}")]
    [InlineData("{{ ", "1 if ", "1", " else 1", " }}")]
    [InlineData("{{ ", "", "1", " + 1", " }}")]
    [InlineData("{{ ", "", "x", ".x", " }}")]
    [InlineData("{{ ", "", "x", "|list", " }}")]
    [InlineData("{% set ", "(", "a", ")", " = 1 %}")]
    [InlineData("", "{% if 1 %}", "", "{% endif %}", "")]
    public void Template_NestedVeryDeeply_FailsInsteadOfOverflowingTheStack(
        string before, string open, string inner, string close, string after)
    {
        const int Depth = 200_000;
        var source = $"{before}{Repeat(open)}{inner}{Repeat(close)}{after}";
        var exception = Record.Exception(() => ChatTemplate.Compile(source).Render(NoMessages));
        Assert.True(exception is null or ChatTemplateException or ChatTemplateRenderException, $"{exception?.GetType()}");

        static string Repeat(string text) => string.Concat(Enumerable.Repeat(text, Depth));
    }

    [Fact]
    public void Render_FromManyThreads_GivesEachItsOwnText()
    {
        var template = ChatTemplate.Compile(
            "{% set ns = namespace(n=0) %}{% for m in messages %}{% set ns.n = ns.n + 1 %}{{ m.content }}{{ ns.n }}{% endfor %}");
        Parallel.For(0, 500, index =>
        {
            var content = $"text {index} ";
            var message = new ChatMessage("user", content);
            Assert.Equal($"{content}1{content}2", template.Render(new ChatTemplateInput { Messages = [message, message] }));
        });
    }

    [Fact]
    public void Template_Mutilated_FailsOnlyInTypedWays()
    {
        var random = new SeededGenerator(4);
        using var goldens = JsonDocument.Parse(
            File.ReadAllText(Workspace.InRepository("tests", "Unit", "Inference", "ChatTemplates", "jinja-cases.json")));
        var sources = goldens.RootElement.GetProperty("cases").EnumerateArray()
            .Select(golden => golden.GetProperty("template").GetString()!).ToList();
        var variables = goldens.RootElement.GetProperty("context").EnumerateObject().ToDictionary(pair => pair.Name, pair => pair.Value);
        for (var round = 0; round < 20_000; round++)
        {
            var (one, other) = (random.Pick(sources), random.Pick(sources));
            var source = one[..random.Next(one.Length)] + other[random.Next(other.Length)..];
            try
            {
                ChatTemplate.Compile(source).Render(NoMessages with { Variables = variables });
            }
            catch (Exception exception) when (exception is ChatTemplateException or ChatTemplateRenderException)
            {
                // The two ways a template may fail.
            }
            catch (Exception exception)
            {
                Assert.Fail($"{source}\n{exception}");
            }
        }
    }
}
