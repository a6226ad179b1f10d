namespace TenantLLM.Api.Telemetry;

/// <summary>Endpoint metadata: its requests are counted, and under which of OpenTelemetry's names.</summary>
internal sealed record InferenceOperation(string Name)
{
    public static readonly InferenceOperation Chat = new("chat");
    public static readonly InferenceOperation TextCompletion = new("text_completion");
    public static readonly InferenceOperation Embeddings = new("embeddings");
}
