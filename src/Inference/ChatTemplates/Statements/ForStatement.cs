using TenantLLM.Inference.ChatTemplates.Evaluation;
using TenantLLM.Inference.ChatTemplates.Expressions;
using TenantLLM.Inference.ChatTemplates.Values;

namespace TenantLLM.Inference.ChatTemplates.Statements;

/// <summary><c>{% for target in iterable if filter recursive %}</c>. Each turn has a scope of its own.</summary>
internal sealed class ForStatement(
    AssignmentTarget target, Expression iterable, Expression? filter, bool isRecursive, Block body, Block otherwise) : Statement
{
    public override Flow Execute(Scope scope, TemplateOutput output) =>
        Run(scope, output, Items.Of(scope.Rendering, iterable.Evaluate(scope)), depth: 0);

    private Flow Run(Scope scope, TemplateOutput output, IReadOnlyList<object?> candidates, int depth)
    {
        var items = filter is null ? candidates : [.. candidates.Where(item => Passes(scope, item))];
        if (items.Count == 0)
            return otherwise.Execute(new Scope(scope.Rendering, scope), output);

        var loop = new LoopValue(items, depth, isRecursive ? (value, level) => Recurse(scope, value, level) : null);
        for (var index = 0; index < items.Count; index++)
        {
            scope.Rendering.Step();
            loop.Index = index;
            var turn = new Scope(scope.Rendering, scope);
            target.Assign(turn, items[index]);
            turn["loop"] = loop;
            if (body.Execute(turn, output) == Flow.Break)
                break;
        }

        return Flow.Next;
    }

    private bool Passes(Scope scope, object? item)
    {
        var inner = new Scope(scope.Rendering, scope);
        target.Assign(inner, item);
        return Truth.Of(filter!.Evaluate(inner));
    }

    private string Recurse(Scope scope, object? value, int depth)
    {
        scope.Rendering.EnterCall("loop");
        var output = new TemplateOutput(scope.Rendering);
        Run(scope, output, Items.Of(scope.Rendering, value), depth);
        scope.Rendering.LeaveCall();
        return scope.Rendering.Produced(output.ToString());
    }
}
