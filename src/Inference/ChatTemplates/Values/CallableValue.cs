using TenantLLM.Inference.ChatTemplates.Evaluation;

namespace TenantLLM.Inference.ChatTemplates.Values;

/// <summary>Something a template can call.</summary>
internal abstract class CallableValue
{
    public abstract object? Invoke(Rendering rendering, Arguments arguments);
}
