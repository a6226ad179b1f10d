using System.Collections.Frozen;
using System.Numerics;
using TenantLLM.Inference.ChatTemplates.Evaluation;
using TenantLLM.Inference.ChatTemplates.Values;

namespace TenantLLM.Inference.ChatTemplates.Library;

/// <summary>The tests, by name.</summary>
internal static class Tests
{
    private static readonly FrozenDictionary<string, TestFunction> All = new Dictionary<string, TestFunction>
    {
        ["defined"] = (_, value, _) => value is not Undefined,
        ["undefined"] = (_, value, _) => value is Undefined,
        ["none"] = (_, value, _) => value is null,
        ["boolean"] = (_, value, _) => value is bool,
        ["true"] = (_, value, _) => value is true,
        ["false"] = (_, value, _) => value is false,
        ["string"] = (_, value, _) => PythonText.Is(value),
        ["number"] = (_, value, _) => Numbers.Is(value),
        ["integer"] = (_, value, _) => value is long or BigInteger,
        ["float"] = (_, value, _) => value is double,
        ["mapping"] = (_, value, _) => value is MapValue,
        ["sequence"] = (_, value, _) => value is SequenceValue or MapValue or Undefined || PythonText.Is(value),
        ["iterable"] = (_, value, _) => value is SequenceValue or MapValue or Undefined || PythonText.Is(value),
        ["callable"] = (_, value, _) => value is CallableValue,
        ["sameas"] = (_, value, arguments) => Same(value, arguments.Get(0, "other")),
        ["lower"] = (_, value, _) => IsCased(value, char.IsUpper),
        ["upper"] = (_, value, _) => IsCased(value, char.IsLower),
        ["odd"] = (rendering, value, _) => Remainder(rendering, value, 2L) is 1L,
        ["even"] = (rendering, value, _) => Remainder(rendering, value, 2L) is 0L,
        ["divisibleby"] = (rendering, value, arguments) => Remainder(rendering, value, arguments.Get(0, "num")) is 0L,
        ["in"] = (rendering, value, arguments) => Comparison.Contains(rendering, arguments.Get(0, "seq"), value),
        ["filter"] = (_, value, _) => value is string name && Filters.Knows(name),
        ["test"] = (_, value, _) => value is string name && Knows(name),
        ["eq"] = Compare("=="),
        ["equalto"] = Compare("=="),
        ["=="] = Compare("=="),
        ["ne"] = Compare("!="),
        ["!="] = Compare("!="),
        ["lt"] = Compare("<"),
        ["lessthan"] = Compare("<"),
        ["<"] = Compare("<"),
        ["le"] = Compare("<="),
        ["<="] = Compare("<="),
        ["gt"] = Compare(">"),
        ["greaterthan"] = Compare(">"),
        [">"] = Compare(">"),
        ["ge"] = Compare(">="),
        [">="] = Compare(">="),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static bool Knows(string name) => All.ContainsKey(name);

    public static TestFunction Find(string name) => All.TryGetValue(name, out var test)
        ? test
        : throw ChatTemplateRenderException.Invalid($"No test named '{name}' found.");

    private static TestFunction Compare(string symbol) =>
        (rendering, value, arguments) => Comparison.Holds(rendering, symbol, value, arguments.Get(0, "other"));

    private static object? Remainder(Rendering rendering, object? value, object? divisor) =>
        Arithmetic.Apply(rendering, "%", value, divisor);

    private static bool Same(object? value, object? other) =>
        value is null or bool || other is null or bool ? Equals(value, other) : PythonEquality.Equal(value, other);

    private static bool IsCased(object? value, Func<char, bool> isWrong) =>
        PythonText.Str(value) is var text && text.Any(char.IsLetter) && !text.Any(isWrong);
}
