using TenantLLM.Inference.Engine;

namespace TenantLLM.Inference.Scheduling;

/// <summary>Why an engine of ours ends a request, in words its caller may read.</summary>
internal static class EngineFailures
{
    public static GenerationFailure Broken { get; } =
        new(GenerationFailureKind.DecoderFailed, "The model failed while it computed the answer.");

    public static GenerationFailure Stopping { get; } =
        new(GenerationFailureKind.Stopping, "The server is stopping. Please try again.");

    public static GenerationFailure Stalled { get; } =
        new(GenerationFailureKind.Unavailable, "The model does not answer at present. Please try again later.");

    public static GenerationFailure Overloaded { get; } =
        new(GenerationFailureKind.Overloaded, "The engine is currently overloaded, please try again later.");

    public static GenerationFailure Late { get; } =
        new(GenerationFailureKind.DeadlineExceeded, "The request took longer than this server allows.");
}
