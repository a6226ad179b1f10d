using TenantLLM.Inference.ChatTemplates.Evaluation;

namespace TenantLLM.Inference.ChatTemplates.Library;

/// <summary>A filter: a value and arguments in, a value out.</summary>
internal delegate object? FilterFunction(Rendering rendering, object? value, Arguments arguments);
