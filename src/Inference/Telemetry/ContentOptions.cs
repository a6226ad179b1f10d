namespace TenantLLM.Inference.Telemetry;

/// <summary>Whether traces may hold prompts and answers.</summary>
internal sealed class ContentOptions
{
    /// <summary>OpenTelemetry's own switch, an environment variable: <c>true</c> or anything else.</summary>
    public const string Key = "OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT";

    public bool IsCaptured { get; set; }
}
