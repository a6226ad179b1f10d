namespace TenantLLM.Inference.Models;

/// <summary>A model cannot be served; the message names the file, what is wrong and, where there is one, the fix.</summary>
public sealed class ModelLoadException(string message, Exception? inner = null) : Exception(message, inner);
