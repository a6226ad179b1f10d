using TenantLLM.Inference.ChatTemplates.Evaluation;
using TenantLLM.Inference.ChatTemplates.Values;

namespace TenantLLM.Inference.ChatTemplates.Expressions;

/// <summary><c>f(a, b=c)</c>.</summary>
internal sealed class CallExpression(Expression callee, ArgumentList arguments) : Expression
{
    /// <summary>The same call with one more argument.</summary>
    public CallExpression With(string name, Expression value) => new(callee, arguments.With(name, value));

    protected override object? Compute(Scope scope) => callee.Evaluate(scope) switch
    {
        CallableValue function => function.Invoke(scope.Rendering, arguments.Evaluate(scope)),
        Undefined undefined => throw undefined.Failure(),
        var value => throw ChatTemplateRenderException.Invalid($"'{TypeNames.Of(value)}' object is not callable"),
    };
}
