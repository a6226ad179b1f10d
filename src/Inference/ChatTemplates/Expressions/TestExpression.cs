using TenantLLM.Inference.ChatTemplates.Evaluation;
using TenantLLM.Inference.ChatTemplates.Library;

namespace TenantLLM.Inference.ChatTemplates.Expressions;

/// <summary><c>a is test(b)</c>.</summary>
internal sealed class TestExpression(Expression operand, string name, ArgumentList arguments) : Expression
{
    protected override object? Compute(Scope scope) =>
        Tests.Find(name)(scope.Rendering, operand.Evaluate(scope), arguments.Evaluate(scope));
}
