using TenantLLM.Inference.ChatTemplates.Evaluation;
using TenantLLM.Inference.ChatTemplates.Values;

namespace TenantLLM.Inference.ChatTemplates.Expressions;

/// <summary><c>a ~ b</c>: both as text.</summary>
internal sealed class ConcatenationExpression(IReadOnlyList<Expression> parts) : Expression
{
    protected override object? Compute(Scope scope)
    {
        var texts = parts.Select(part => PythonText.Str(part.Evaluate(scope))).ToArray();
        scope.Rendering.Reserve(texts.Sum(text => (long)text.Length));
        return string.Concat(texts);
    }
}
