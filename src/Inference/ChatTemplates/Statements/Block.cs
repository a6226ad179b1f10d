using TenantLLM.Inference.ChatTemplates.Evaluation;

namespace TenantLLM.Inference.ChatTemplates.Statements;

/// <summary>Statements one after the other.</summary>
internal sealed class Block(IReadOnlyList<Statement> statements) : Statement
{
    public static Block Empty { get; } = new([]);

    public override Flow Execute(Scope scope, TemplateOutput output)
    {
        foreach (var statement in statements)
        {
            scope.Rendering.Step();
            var flow = statement.Execute(scope, output);
            if (flow != Flow.Next)
                return flow;
        }

        return Flow.Next;
    }

    /// <summary>The text the block writes, in a scope of its own.</summary>
    public string Capture(Scope scope)
    {
        var output = new TemplateOutput(scope.Rendering);
        Execute(new Scope(scope.Rendering, scope), output);
        return scope.Rendering.Produced(output.ToString());
    }
}
