namespace TenantLLM.Inference.Decoding;

/// <summary>A decode step failed in the backend.</summary>
public sealed class DecoderException(string message, Exception? inner = null) : Exception(message, inner);
