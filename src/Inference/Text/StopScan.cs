namespace TenantLLM.Inference.Text;

/// <summary>What a <see cref="StopSequenceScanner"/> makes of more text.</summary>
/// <param name="Text">Text that is certainly part of the answer, to be sent on; may be empty.</param>
/// <param name="Stop">The stop sequence that was met: the answer has ended; null otherwise.</param>
public readonly record struct StopScan(string Text, string? Stop);
