using TenantLLM.Inference.ChatTemplates.Evaluation;

namespace TenantLLM.Inference.ChatTemplates.Values;

/// <summary>A function or a bound method of the library.</summary>
internal sealed class BuiltinFunction(Func<Rendering, Arguments, object?> body) : CallableValue
{
    public override object? Invoke(Rendering rendering, Arguments arguments) => body(rendering, arguments);
}
