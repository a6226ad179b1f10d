using TenantLLM.Inference.ChatTemplates.Expressions;
using TenantLLM.Inference.ChatTemplates.Statements;

namespace TenantLLM.Inference.ChatTemplates.Syntax;

/// <summary>Parses a template into statements.</summary>
internal sealed class StatementParser(TokenStream tokens)
{
    private const int MaxNesting = 100;

    private readonly ExpressionParser _expressions = new(tokens);
    private int _nesting;
    private int _loops;

    public Block ParseTemplate() => ParseBlock();

    /// <summary>Statements up to a tag with one of the names, which is consumed up to its name.</summary>
    private Block ParseBlock(params ReadOnlySpan<string> ends)
    {
        if (++_nesting > MaxNesting)
            throw new ChatTemplateException("blocks nest too deeply", tokens.Current.Line);
        var (statements, opened) = (new List<Statement>(), tokens.Current.Line);
        while (tokens.Current.Kind != TokenKind.End)
        {
            if (tokens.Current.Kind == TokenKind.BlockBegin && ends.Contains(tokens.Following.Text))
            {
                tokens.Next();
                break;
            }

            statements.Add(ParseStatement());
        }

        if (ends.Length > 0 && tokens.Current.Kind == TokenKind.End)
            throw new ChatTemplateException($"'{ends[^1]}' is missing for the block", opened);
        _nesting--;
        return new Block(statements);
    }

    private Statement ParseStatement()
    {
        var token = tokens.Next();
        if (token.Kind == TokenKind.Data)
            return new TextStatement(token.Text);
        if (token.Kind == TokenKind.BlockBegin)
            return ParseTag();
        var statement = new OutputStatement(_expressions.ParseTuple());
        tokens.Expect(TokenKind.OutputEnd, "'}}'");
        return statement;
    }

    private Statement ParseTag()
    {
        var name = tokens.Expect(TokenKind.Name, "a statement");
        return name.Text switch
        {
            "if" => ParseIf(),
            "for" => ParseFor(),
            "set" => ParseSet(),
            "macro" => ParseMacro(),
            "call" => ParseCall(),
            "filter" => ParseFilterBlock(),
            "with" => ParseWith(),
            // Marks the assistant's words for training; what it holds is rendered as it is.
            "generation" => ParseScoped("endgeneration"),
            "do" => EndTag(new DoStatement(_expressions.ParseTuple())),
            "break" => ParseLoopControl(Flow.Break, name),
            "continue" => ParseLoopControl(Flow.Continue, name),
            _ => throw Unknown(name),
        };
    }

    private static ChatTemplateException Unknown(Token name) => new($"the statement {name} is not supported here", name.Line);

    private T EndTag<T>(T result)
    {
        tokens.Expect(TokenKind.BlockEnd, "'%}'");
        return result;
    }

    private Block ParseBody(string end)
    {
        EndTag(true);
        var body = ParseBlock(end);
        tokens.Next();
        return EndTag(body);
    }

    private IfStatement ParseIf()
    {
        var branches = new List<(Expression, Block)>();
        var otherwise = Block.Empty;
        _expressions.Conditions++;
        while (true)
        {
            var condition = EndTag(_expressions.ParseTuple(allowConditional: false));
            branches.Add((condition, ParseBlock("elif", "else", "endif")));
            var tag = tokens.Next();
            if (tag.Text == "elif")
                continue;
            if (tag.Text == "else")
                otherwise = ParseBody("endif");
            else
                EndTag(true);
            _expressions.Conditions--;
            return new IfStatement(branches, otherwise);
        }
    }

    private ForStatement ParseFor()
    {
        var target = ParseTargets();
        tokens.ExpectName("in");
        var iterable = _expressions.ParseTuple(allowConditional: false);
        var filter = tokens.SkipName("if") ? _expressions.Parse() : null;
        var isRecursive = EndTag(tokens.SkipName("recursive"));

        _loops++;
        var body = ParseBlock("else", "endfor");
        _loops--;
        var otherwise = Block.Empty;
        if (tokens.Next().Text == "else")
            otherwise = ParseBody("endfor");
        else
            EndTag(true);
        return new ForStatement(target, iterable, filter, isRecursive, body, otherwise);
    }

    private SetStatement ParseSet()
    {
        var target = ParseTargets();
        if (tokens.SkipOperator("="))
            return EndTag(new SetStatement(target, _expressions.ParseTuple()));
        // The filters of a block come before its text: parse them over a place that the text takes later.
        var text = new BlockText();
        var value = _expressions.ParseFilters(text);
        text.Body = ParseScopedBody("endset");
        return new SetStatement(target, value);
    }

    private OutputStatement ParseFilterBlock()
    {
        var text = new BlockText();
        var value = _expressions.ParseFilters(_expressions.ParseFilter(text));
        text.Body = ParseScopedBody("endfilter");
        return new OutputStatement(value);
    }

    private SetStatement ParseMacro()
    {
        var name = tokens.Expect(TokenKind.Name, "the macro's name").Text;
        var signature = new MacroSignature(name, ParseParameters());
        return new SetStatement(new NameTarget(name), new MacroExpression(signature, ParseScopedBody("endmacro")));
    }

    private OutputStatement ParseCall()
    {
        var signature = new MacroSignature("caller", tokens.Current.IsOperator("(") ? ParseParameters() : []);
        var line = tokens.Current.Line;
        if (_expressions.Parse() is not CallExpression call)
            throw new ChatTemplateException("'call' needs a call", line);
        return new OutputStatement(call.With("caller", new MacroExpression(signature, ParseScopedBody("endcall"))));
    }

    private WithStatement ParseWith()
    {
        var names = new List<(AssignmentTarget, Expression)>();
        while (tokens.Current.Kind != TokenKind.BlockEnd)
        {
            if (names.Count > 0)
                tokens.ExpectOperator(",");
            var target = ParseTarget();
            tokens.ExpectOperator("=");
            names.Add((target, _expressions.Parse()));
        }

        return new WithStatement(names, ParseBody("endwith"));
    }

    private WithStatement ParseScoped(string end) => new([], ParseBody(end));

    private LoopControlStatement ParseLoopControl(Flow flow, Token name) => _loops > 0
        ? EndTag(new LoopControlStatement(flow))
        : throw new ChatTemplateException($"{name} is outside a loop", name.Line);

    /// <summary>A body that no loop outside can be left from.</summary>
    private Block ParseScopedBody(string end)
    {
        (var loops, _loops) = (_loops, 0);
        var body = ParseBody(end);
        _loops = loops;
        return body;
    }

    private List<(string, Expression?)> ParseParameters()
    {
        tokens.ExpectOperator("(");
        var parameters = new List<(string, Expression?)>();
        while (!tokens.SkipOperator(")"))
        {
            if (parameters.Count > 0)
                tokens.ExpectOperator(",");
            var name = tokens.Expect(TokenKind.Name, "a parameter's name").Text;
            parameters.Add((name, tokens.SkipOperator("=") ? _expressions.Parse() : null));
        }

        return parameters;
    }

    private AssignmentTarget ParseTargets()
    {
        tokens.EnsureStack();
        var targets = new List<AssignmentTarget> { ParseTarget() };
        while (tokens.SkipOperator(","))
            targets.Add(ParseTarget());
        return targets.Count == 1 ? targets[0] : new TupleTarget(targets);
    }

    private AssignmentTarget ParseTarget()
    {
        if (tokens.SkipOperator("("))
        {
            var inner = ParseTargets();
            tokens.ExpectOperator(")");
            return inner;
        }

        var name = tokens.Expect(TokenKind.Name, "a name to set").Text;
        return tokens.SkipOperator(".")
            ? new NamespaceTarget(name, tokens.Expect(TokenKind.Name, "an attribute's name").Text)
            : new NameTarget(name);
    }
}
