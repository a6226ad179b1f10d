namespace TenantLLM.Wire.Streaming;

/// <summary>What every frame of a response repeats.</summary>
/// <param name="Id"><c>chatcmpl-…</c>, <c>cmpl-…</c>.</param>
/// <param name="Created">Unix seconds.</param>
/// <param name="Model">The model that answers.</param>
/// <param name="SystemFingerprint">Its weights and backend: <c>fp_…</c>.</param>
public sealed record ChatStreamHeader(string Id, long Created, string Model, string SystemFingerprint);
