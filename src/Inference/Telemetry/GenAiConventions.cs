using TenantLLM.Inference.Engine;

namespace TenantLLM.Inference.Telemetry;

/// <summary>Names and buckets of OpenTelemetry's GenAI conventions (v1.41), and ours beside them.</summary>
internal static class GenAiConventions
{
    /// <summary>The source of our spans and the meter of our metrics.</summary>
    public const string Name = "TenantLLM.Inference";

    public const string OperationName = "gen_ai.operation.name";
    public const string ProviderName = "gen_ai.provider.name";
    public const string RequestModel = "gen_ai.request.model";
    public const string ErrorType = "error.type";
    public const string TenantId = "tenantllm.tenant.id";

    public const string Provider = "tenantllm";
    public const string Embeddings = "embeddings";

    /// <summary>What a client that left is called.</summary>
    public const string Cancelled = "cancelled";

    /// <summary>Seconds.</summary>
    public static readonly double[] DurationBuckets = [.01, .02, .04, .08, .16, .32, .64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92];

    /// <summary>Seconds.</summary>
    public static readonly double[] TimeToFirstTokenBuckets = [.001, .005, .01, .02, .04, .06, .08, .1, .25, .5, .75, 1, 2.5, 5, 7.5, 10];

    /// <summary>Seconds. Those below 10 ms are for small models.</summary>
    public static readonly double[] TimePerTokenBuckets = [.0005, .001, .0025, .005, .01, .025, .05, .075, .1, .15, .2, .3, .4, .5, .75, 1, 2.5];

    public static string OperationOf(GenerationRequest request) => request.Prompt is GenerationPrompt.Raw ? "text_completion" : "chat";

    public static string NameOf(FinishReason reason) => reason switch
    {
        FinishReason.Stop => "stop",
        FinishReason.Length => "length",
        FinishReason.ContentFilter => "content_filter",
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, "not a known finish reason"),
    };

    /// <summary>The values of <see cref="ErrorType"/>: few, and none of them a client's words.</summary>
    public static string NameOf(GenerationFailureKind kind) => kind switch
    {
        GenerationFailureKind.InvalidPrompt => "invalid_prompt",
        GenerationFailureKind.PromptTooLong => "prompt_too_long",
        GenerationFailureKind.Unsupported => "unsupported",
        GenerationFailureKind.Overloaded => "overloaded",
        GenerationFailureKind.Unavailable => "unavailable",
        GenerationFailureKind.DeadlineExceeded => "deadline_exceeded",
        GenerationFailureKind.Stopping => "stopping",
        GenerationFailureKind.ReaderTooSlow => "reader_too_slow",
        GenerationFailureKind.DecoderFailed => "decoder_failed",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "not a known kind of failure"),
    };
}
