using TenantLLM.Inference.ChatTemplates.Expressions;

namespace TenantLLM.Inference.ChatTemplates.Syntax;

/// <summary>Parses expressions with Jinja's precedence (<c>jinja2/parser.py</c>), lowest first.</summary>
internal sealed partial class ExpressionParser(TokenStream tokens)
{
    /// <summary>Conditions around the current token. An unknown filter or test under one fails only if it is reached: a
    /// template may ask first what the engine can do.</summary>
    public int Conditions { get; set; }

    /// <summary>An expression, or a tuple of several without parentheses.</summary>
    public Expression ParseTuple(bool allowConditional = true)
    {
        var first = Item();
        if (!tokens.Current.IsOperator(","))
            return first;
        var items = new List<Expression> { first };
        while (tokens.SkipOperator(",") && !EndsTuple())
            items.Add(Item());
        return new SequenceExpression(items, isTuple: true);

        Expression Item() => allowConditional ? Parse() : ParseOr();
    }

    public Expression Parse()
    {
        tokens.EnsureStack();
        var value = ParseOr();
        while (tokens.SkipName("if"))
        {
            Conditions++;
            var condition = ParseOr();
            var otherwise = tokens.SkipName("else") ? Parse() : null;
            value = new ConditionalExpression(condition, value, otherwise);
            Conditions--;
        }

        return value;
    }

    private bool EndsTuple() => tokens.Current.Kind is TokenKind.BlockEnd or TokenKind.OutputEnd
        || tokens.Current.IsOperator(")") || tokens.Current.IsOperator("=");

    private Expression ParseOr()
    {
        var left = ParseAnd();
        while (tokens.SkipName("or"))
            left = new LogicalExpression(left, ParseAnd(), isAnd: false);
        return left;
    }

    private Expression ParseAnd()
    {
        var left = ParseNot();
        while (tokens.SkipName("and"))
            left = new LogicalExpression(left, ParseNot(), isAnd: true);
        return left;
    }

    private Expression ParseNot()
    {
        tokens.EnsureStack();
        return tokens.SkipName("not") ? new NotExpression(ParseNot()) : ParseComparison();
    }

    private Expression ParseComparison()
    {
        var first = ParseSum();
        var steps = new List<(string, Expression)>();
        while (true)
        {
            if (tokens.Current is { Kind: TokenKind.Operator, Text: "==" or "!=" or "<" or "<=" or ">" or ">=" })
            {
                var symbol = tokens.Next().Text;
                steps.Add((symbol, ParseSum()));
            }
            else if (tokens.SkipName("in"))
            {
                steps.Add(("in", ParseSum()));
            }
            else if (tokens.Current.IsName("not") && tokens.Following.IsName("in"))
            {
                tokens.Next();
                tokens.Next();
                steps.Add(("not in", ParseSum()));
            }
            else
            {
                return steps.Count == 0 ? first : new ComparisonExpression(first, steps);
            }
        }
    }

    private Expression ParseSum()
    {
        var left = ParseConcatenation();
        while (tokens.Current is { Kind: TokenKind.Operator, Text: "+" or "-" })
            left = new ArithmeticExpression(tokens.Next().Text, left, ParseConcatenation());
        return left;
    }

    private Expression ParseConcatenation()
    {
        var parts = new List<Expression> { ParseProduct() };
        while (tokens.SkipOperator("~"))
            parts.Add(ParseProduct());
        return parts.Count == 1 ? parts[0] : new ConcatenationExpression(parts);
    }

    private Expression ParseProduct()
    {
        var left = ParsePower();
        while (tokens.Current is { Kind: TokenKind.Operator, Text: "*" or "/" or "//" or "%" })
            left = new ArithmeticExpression(tokens.Next().Text, left, ParsePower());
        return left;
    }

    private Expression ParsePower()
    {
        var left = ParseUnary(withFilters: true);
        while (tokens.Current.IsOperator("**"))
            left = new ArithmeticExpression(tokens.Next().Text, left, ParseUnary(withFilters: true));
        return left;
    }
}
