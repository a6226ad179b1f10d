namespace TenantLLM.Wire.Streaming;

/// <summary>What the frames of a Responses stream carry.</summary>
/// <param name="IncludeObfuscation">Texts are padded with random characters, so that their size does not betray them.</param>
/// <param name="StartingAfter">Events up to this <c>sequence_number</c> are counted and not written; null: all are written.</param>
public sealed record ResponseStreamOptions(bool IncludeObfuscation = true, long? StartingAfter = null);
