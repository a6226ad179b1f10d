using System.Globalization;
using System.Text;
using TenantLLM.Inference.ChatTemplates.Expressions;
using TenantLLM.Inference.ChatTemplates.Library;
using TenantLLM.Inference.ChatTemplates.Values;

namespace TenantLLM.Inference.ChatTemplates.Syntax;

/// <summary>What operators stand between: literals, names, calls, and the filters and tests on them.</summary>
internal sealed partial class ExpressionParser
{
    public ArgumentList ParseArguments()
    {
        tokens.ExpectOperator("(");
        var positional = new List<Expression>();
        var named = new List<(string, Expression)>();
        while (!tokens.SkipOperator(")"))
        {
            if (positional.Count + named.Count > 0)
            {
                tokens.ExpectOperator(",");
                if (tokens.SkipOperator(")"))
                    break;
            }

            if (tokens.Current.IsOperator("*") || tokens.Current.IsOperator("**"))
                throw new ChatTemplateException("argument unpacking is not supported", tokens.Current.Line);
            if (tokens.Current.Kind == TokenKind.Name && tokens.Following.IsOperator("="))
            {
                var name = tokens.Next().Text;
                tokens.Next();
                named.Add((name, Parse()));
            }
            else if (named.Count > 0)
            {
                throw new ChatTemplateException("a positional argument follows a named one", tokens.Current.Line);
            }
            else
            {
                positional.Add(Parse());
            }
        }

        return new ArgumentList(positional, named);
    }

    /// <summary>The name of a filter and its arguments, applied to a value.</summary>
    public Expression ParseFilter(Expression operand)
    {
        var name = ParseDottedName("a filter's name");
        if (Conditions == 0 && !Filters.Knows(name.Text))
            throw new ChatTemplateException($"the filter '{name.Text}' is not supported", name.Line);
        return new FilterExpression(operand, name.Text, tokens.Current.IsOperator("(") ? ParseArguments() : ArgumentList.Empty);
    }

    public Expression ParseFilters(Expression operand)
    {
        while (tokens.SkipOperator("|"))
            operand = ParseFilter(operand);
        return operand;
    }

    private Expression ParseUnary(bool withFilters)
    {
        tokens.EnsureStack();
        var value = tokens.SkipOperator("-") ? new NegationExpression(ParseUnary(withFilters: false))
            : tokens.SkipOperator("+") ? ParseUnary(withFilters: false)
            : ParsePrimary();
        value = ParsePostfix(value);
        return withFilters ? ParseFiltersAndTests(value) : value;
    }

    private Expression ParsePostfix(Expression value)
    {
        while (true)
        {
            if (tokens.SkipOperator("."))
                value = ParseAttribute(value);
            else if (tokens.SkipOperator("["))
                value = ParseSubscript(value);
            else if (tokens.Current.IsOperator("("))
                value = new CallExpression(value, ParseArguments());
            else
                return value;
        }
    }

    private Expression ParseFiltersAndTests(Expression value)
    {
        while (true)
        {
            if (tokens.SkipOperator("|"))
                value = ParseFilter(value);
            else if (tokens.SkipName("is"))
                value = ParseTest(value);
            else if (tokens.Current.IsOperator("("))
                value = new CallExpression(value, ParseArguments());
            else
                return value;
        }
    }

    private Expression ParseTest(Expression operand)
    {
        var negated = tokens.SkipName("not");
        var name = ParseDottedName("a test's name");
        if (Conditions == 0 && !Tests.Knows(name.Text))
            throw new ChatTemplateException($"the test '{name.Text}' is not supported", name.Line);
        var arguments = tokens.Current.IsOperator("(") ? ParseArguments()
            : BeginsOperand(tokens.Current) ? new ArgumentList([ParsePostfix(ParsePrimary())], [])
            : ArgumentList.Empty;
        Expression test = new TestExpression(operand, name.Text, arguments);
        return negated ? new NotExpression(test) : test;
    }

    // {{ a is divisibleby 3 }}: one argument needs no parentheses.
    private static bool BeginsOperand(Token token) => token.Kind switch
    {
        TokenKind.String or TokenKind.Integer or TokenKind.Float => true,
        TokenKind.Name => token.Text is not ("else" or "or" or "and" or "is" or "if" or "in" or "not" or "recursive"),
        _ => token.IsOperator("[") || token.IsOperator("{"),
    };

    private Token ParseDottedName(string what)
    {
        var name = tokens.Expect(TokenKind.Name, what);
        while (tokens.SkipOperator("."))
            name = name with { Text = $"{name.Text}.{tokens.Expect(TokenKind.Name, what).Text}" };
        return name;
    }

    private Expression ParseAttribute(Expression owner)
    {
        if (tokens.Current.Kind == TokenKind.Integer)
            return new ItemExpression(owner, ParsePrimary());
        return new AttributeExpression(owner, tokens.Expect(TokenKind.Name, "an attribute's name").Text);
    }

    private Expression ParseSubscript(Expression owner)
    {
        var start = tokens.Current.IsOperator(":") ? null : Parse();
        if (start is not null && tokens.SkipOperator("]"))
            return new ItemExpression(owner, start);
        tokens.ExpectOperator(":");
        var stop = SliceBound();
        var step = tokens.SkipOperator(":") ? SliceBound() : null;
        tokens.ExpectOperator("]");
        return new SliceExpression(owner, start, stop, step);

        Expression? SliceBound() => tokens.Current.IsOperator(":") || tokens.Current.IsOperator("]") ? null : Parse();
    }

    private Expression ParsePrimary()
    {
        var token = tokens.Current;
        switch (token.Kind)
        {
            case TokenKind.Name:
                tokens.Next();
                return Named(token.Text);
            case TokenKind.String:
                return new LiteralExpression(ParseStrings());
            case TokenKind.Integer:
                tokens.Next();
                return long.TryParse(token.Text, CultureInfo.InvariantCulture, out var integer)
                    ? new LiteralExpression(integer)
                    : throw new ChatTemplateException($"the number {token.Text} is too large", token.Line);
            case TokenKind.Float:
                tokens.Next();
                return new LiteralExpression(double.Parse(token.Text, CultureInfo.InvariantCulture));
            case TokenKind.Operator when token.Text is "(" or "[" or "{":
                tokens.Next();
                return token.Text switch
                {
                    "(" => ParseParentheses(),
                    "[" => new SequenceExpression(ParseItems("]", Parse), isTuple: false),
                    _ => new MapExpression(ParseItems("}", ParseEntry)),
                };
            default:
                throw tokens.Unexpected("an expression");
        }
    }

    private static Expression Named(string name) => name switch
    {
        "true" or "True" => new LiteralExpression(true),
        "false" or "False" => new LiteralExpression(false),
        "none" or "None" => new LiteralExpression(null),
        _ => new NameExpression(name),
    };

    private string ParseStrings()
    {
        var text = new StringBuilder();
        while (tokens.Current.Kind == TokenKind.String)
            text.Append(tokens.Next().Text);
        return text.ToString();
    }

    private Expression ParseParentheses()
    {
        if (tokens.SkipOperator(")"))
            return new LiteralExpression(SequenceValue.Tuple());
        var value = ParseTuple();
        tokens.ExpectOperator(")");
        return value;
    }

    private (Expression, Expression) ParseEntry()
    {
        var key = Parse();
        tokens.ExpectOperator(":");
        return (key, Parse());
    }

    private List<T> ParseItems<T>(string close, Func<T> parse)
    {
        var items = new List<T>();
        while (!tokens.SkipOperator(close))
        {
            if (items.Count > 0)
            {
                tokens.ExpectOperator(",");
                if (tokens.SkipOperator(close))
                    break;
            }

            items.Add(parse());
        }

        return items;
    }
}
