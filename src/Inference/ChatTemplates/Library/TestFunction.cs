using TenantLLM.Inference.ChatTemplates.Evaluation;

namespace TenantLLM.Inference.ChatTemplates.Library;

/// <summary>A test: what stands right of <c>is</c>.</summary>
internal delegate bool TestFunction(Rendering rendering, object? value, Arguments arguments);
