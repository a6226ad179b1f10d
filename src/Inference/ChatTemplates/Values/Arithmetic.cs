using System.Text;
using TenantLLM.Inference.ChatTemplates.Evaluation;

namespace TenantLLM.Inference.ChatTemplates.Values;

/// <summary>Python's arithmetic on numbers, texts and lists.</summary>
internal static class Arithmetic
{
    public static object? Apply(Rendering rendering, string symbol, object? left, object? right)
    {
        if ((left as Undefined ?? right as Undefined) is { } undefined)
            throw undefined.Failure();
        try
        {
            return symbol switch
            {
                "+" => Add(rendering, left, right),
                "*" => Multiply(rendering, left, right),
                _ => OnNumbers(symbol, left, right),
            };
        }
        catch (OverflowException)
        {
            throw ChatTemplateRenderException.Limit($"the result of '{symbol}' is too large");
        }
    }

    public static object? Negate(object? value) => value switch
    {
        Undefined undefined => throw undefined.Failure(),
        // As objects: one type for both would make a float of the integer.
        double number => (object)-number,
        _ when Numbers.TryInteger(value, out var integer) => -integer,
        _ => throw ChatTemplateRenderException.Invalid($"bad operand type for unary -: '{TypeNames.Of(value)}'"),
    };

    private static object? Add(Rendering rendering, object? left, object? right)
    {
        if (left is SafeString safeLeft && PythonText.TryGet(right, out var suffix))
            return Safe(rendering, safeLeft.Text + (right is SafeString ? suffix : SafeString.Escape(suffix)));
        if (left is string prefix && right is SafeString safeRight)
            return Safe(rendering, SafeString.Escape(prefix) + safeRight.Text);
        if (left is string a && right is string b)
        {
            rendering.Reserve((long)a.Length + b.Length);
            return a + b;
        }

        if (left is SequenceValue first && right is SequenceValue second && first.IsTuple == second.IsTuple)
        {
            rendering.Step(first.Items.Count + second.Items.Count);
            return new SequenceValue([.. first.Items, .. second.Items], first.IsTuple);
        }

        if (PythonText.Is(left) || left is SequenceValue)
        {
            var kind = PythonText.Is(left) ? "str" : TypeNames.Of(left);
            throw ChatTemplateRenderException.Invalid($"can only concatenate {kind} (not \"{TypeNames.Of(right)}\") to {kind}");
        }

        return OnNumbers("+", left, right);
    }

    private static SafeString Safe(Rendering rendering, string text) => new(rendering.Produced(text));

    private static object? Multiply(Rendering rendering, object? left, object? right)
    {
        if (Numbers.TryInteger(left, out var count) && (PythonText.Is(right) || right is SequenceValue))
            return Repeat(rendering, right, count);
        return Numbers.TryInteger(right, out count) && (PythonText.Is(left) || left is SequenceValue)
            ? Repeat(rendering, left, count)
            : OnNumbers("*", left, right);
    }

    private static object? Repeat(Rendering rendering, object? value, long count)
    {
        if (PythonText.TryGet(value, out var text))
        {
            count = text.Length == 0 ? 0 : Math.Max(0, count);
            rendering.Reserve(checked(text.Length * count));
            return new StringBuilder().Insert(0, text, (int)count).ToString();
        }

        var sequence = (SequenceValue)value!;
        count = sequence.Items.Count == 0 ? 0 : Math.Max(0, count);
        rendering.Step(checked(sequence.Items.Count * count));
        return new SequenceValue([.. Enumerable.Repeat(sequence.Items, (int)count).SelectMany(items => items)], sequence.IsTuple);
    }

    private static object OnNumbers(string symbol, object? left, object? right)
    {
        if (!Numbers.Is(left) || !Numbers.Is(right))
            throw Unsupported(symbol, left, right);
        if (symbol != "/" && Numbers.TryInteger(left, out var a) && Numbers.TryInteger(right, out var b))
            return OnIntegers(symbol, a, b);
        var (x, y) = (Numbers.ToDouble(left!), Numbers.ToDouble(right!));
        if (y == 0 && symbol is "/" or "//" or "%")
            throw ChatTemplateRenderException.Invalid("division by zero");
        return symbol switch
        {
            "+" => x + y,
            "-" => x - y,
            "*" => x * y,
            "/" => x / y,
            "//" => Math.Floor(x / y),
            "%" => x - (y * Math.Floor(x / y)),
            "**" => Math.Pow(x, y),
            _ => throw Unsupported(symbol, left, right),
        };
    }

    private static object OnIntegers(string symbol, long left, long right)
    {
        if (right == 0 && symbol is "//" or "%")
            throw ChatTemplateRenderException.Invalid("integer division or modulo by zero");
        return checked(symbol switch
        {
            "+" => left + right,
            "-" => left - right,
            "*" => left * right,
            // Python rounds down and gives the remainder the divisor's sign.
            "//" => (left / right) - (left % right != 0 && (left < 0) != (right < 0) ? 1 : 0),
            "%" => right == -1 ? 0 : ((left % right) + right) % right,
            _ => Power(left, right),
        });
    }

    private static object Power(long value, long exponent)
    {
        if (exponent < 0)
            return Math.Pow(value, exponent);
        var power = System.Numerics.BigInteger.One;
        // A base beyond one doubles at least each time: 64 rounds overflow.
        for (var round = 0L; round < exponent && value is not (0 or 1 or -1); round++)
        {
            power *= value;
            if (power > long.MaxValue || power < long.MinValue)
                throw new OverflowException();
        }

        return value switch
        {
            0 => exponent == 0 ? 1L : 0L,
            1 => 1L,
            -1 => exponent % 2 == 0 ? 1L : -1L,
            _ => (long)power,
        };
    }

    private static ChatTemplateRenderException Unsupported(string symbol, object? left, object? right) =>
        ChatTemplateRenderException.Invalid(
            $"unsupported operand type(s) for {symbol}: '{TypeNames.Of(left)}' and '{TypeNames.Of(right)}'");
}
