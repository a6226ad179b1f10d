using TenantLLM.Inference.ChatTemplates.Evaluation;
using TenantLLM.Inference.ChatTemplates.Statements;
using TenantLLM.Inference.ChatTemplates.Syntax;

namespace TenantLLM.Inference.ChatTemplates;

/// <summary>
/// A model's chat template: the subset of Jinja that such templates use, with the settings of Hugging Face's
/// <c>apply_chat_template</c> (<c>trim_blocks</c>, <c>lstrip_blocks</c>, immutable sandbox, loop controls). Compiled once;
/// thread-safe to render.
/// </summary>
public sealed class ChatTemplate
{
    private readonly Block _body;
    private readonly IReadOnlySet<string> _variables;
    private readonly TimeProvider _time;
    private readonly ChatTemplateLimits _limits;

    private ChatTemplate(string source, Block body, IReadOnlySet<string> variables, TimeProvider time, ChatTemplateLimits limits)
    {
        Source = source;
        _body = body;
        _variables = variables;
        _time = time;
        _limits = limits;
    }

    /// <summary>The template's text.</summary>
    public string Source { get; }

    /// <param name="source">The Jinja source.</param>
    /// <param name="time">The clock of <c>strftime_now</c>; null: the system's.</param>
    /// <param name="limits">What a rendering may cost.</param>
    /// <exception cref="ChatTemplateException">The source is not valid, or uses a construct that is not supported.</exception>
    public static ChatTemplate Compile(string source, TimeProvider? time = null, ChatTemplateLimits? limits = null)
    {
        var tokens = new Lexer(source).Tokenize();
        var body = new StatementParser(new TokenStream(tokens)).ParseTemplate();
        return new ChatTemplate(
            source, body, VariableNames.Of(tokens), time ?? TimeProvider.System, limits ?? ChatTemplateLimits.Default);
    }

    /// <summary>Whether the template reads a variable of this name anywhere: without one that it does not read, it renders the
    /// same.</summary>
    public bool Reads(string variable) => _variables.Contains(variable);

    /// <summary>Renders a conversation as it is: what a user wrote may then look like the template's own markup. To make
    /// tokens of it, use <see cref="ChatPrompt"/>.</summary>
    /// <exception cref="ChatTemplateRenderException">The template refuses the conversation or fails on it.</exception>
    public string Render(ChatTemplateInput input) => Render(input, marks: null);

    internal string Render(ChatTemplateInput input, SpecialTokenMarks? marks)
    {
        var rendering = new Rendering(_limits, _time);
        var scope = new Scope(rendering, parent: null);
        new ConversationVariables(Source, marks).Define(scope, input);
        var output = new TemplateOutput(rendering);
        _body.Execute(scope, output);
        return output.ToString();
    }
}
