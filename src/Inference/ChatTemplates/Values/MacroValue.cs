using TenantLLM.Inference.ChatTemplates.Evaluation;
using TenantLLM.Inference.ChatTemplates.Statements;

namespace TenantLLM.Inference.ChatTemplates.Values;

/// <summary>A macro with the scope it was defined in.</summary>
internal sealed class MacroValue(MacroSignature signature, Block body, Scope definition) : CallableValue
{
    public override object? Invoke(Rendering rendering, Arguments arguments)
    {
        rendering.EnterCall(signature.Name);
        var scope = new Scope(rendering, definition);
        signature.Bind(scope, arguments);
        var output = new TemplateOutput(rendering);
        body.Execute(scope, output);
        rendering.LeaveCall();
        return rendering.Produced(output.ToString());
    }
}
