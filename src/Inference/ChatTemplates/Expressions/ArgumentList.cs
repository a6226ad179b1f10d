using TenantLLM.Inference.ChatTemplates.Evaluation;

namespace TenantLLM.Inference.ChatTemplates.Expressions;

/// <summary>The arguments of a call, a filter or a test, before evaluation.</summary>
internal sealed class ArgumentList(
    IReadOnlyList<Expression> positional, IReadOnlyList<(string Name, Expression Value)> named)
{
    public static ArgumentList Empty { get; } = new([], []);

    public Arguments Evaluate(Scope scope) => positional.Count == 0 && named.Count == 0
        ? Arguments.None
        : new Arguments(
            [.. positional.Select(argument => argument.Evaluate(scope))],
            [.. named.Select(argument => KeyValuePair.Create(argument.Name, argument.Value.Evaluate(scope)))]);

    /// <summary>These and one more.</summary>
    public ArgumentList With(string name, Expression value) => new(positional, [.. named, (name, value)]);
}
