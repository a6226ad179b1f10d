using System.Net;
using TenantLLM.Inference.Engine;

namespace TenantLLM.Inference.Backends.Upstream;

/// <summary>What went wrong at the server, or on the way to it.</summary>
/// <param name="Failure">What the caller is told.</param>
/// <param name="CanPass">Whether the same request may succeed soon: it is worth a retry.</param>
internal sealed record UpstreamFault(GenerationFailure Failure, bool CanPass)
{
    /// <summary>What the operator is told where the caller is not to blame; null: nothing.</summary>
    public string? Log { get; init; }

    /// <summary>Whether no connection came about.</summary>
    public bool IsUnreachable { get; init; }

    public static UpstreamFault Unreachable(string reason) => Passing("The model's server cannot be reached.", $"it cannot be reached: {reason}") with
    {
        IsUnreachable = true,
    };

    /// <summary>The connection ended where more was to come.</summary>
    public static UpstreamFault Broken(string reason) => Passing("The model's server broke off.", $"the connection broke: {reason}");

    public static UpstreamFault Silent(TimeSpan patience) => Lasting(
        "The model's server did not answer in time.", $"nothing came from it for {patience}");

    /// <summary>What came is not what a server of this kind sends.</summary>
    public static UpstreamFault Unreadable(string what) => Lasting("The model's server sent an answer that cannot be read.", what);

    /// <summary>A fault that another try may not meet.</summary>
    public static UpstreamFault Passing(string message, string log, TimeSpan? retryAfter = null) =>
        new(new GenerationFailure(GenerationFailureKind.Unavailable, message) { RetryAfter = retryAfter }, CanPass: true) { Log = log };

    /// <summary>A fault that another try would meet again.</summary>
    public static UpstreamFault Lasting(string message, string log) =>
        new(new GenerationFailure(GenerationFailureKind.Unavailable, message), CanPass: false) { Log = log };

    /// <summary>The same fault after a part of the answer was given: it is the generation that failed, unless it took too long.</summary>
    public UpstreamFault Midway() => Failure.Kind == GenerationFailureKind.DeadlineExceeded
        ? this
        : this with { Failure = new GenerationFailure(GenerationFailureKind.DecoderFailed, Failure.Message) };

    /// <summary>The words for a status with no message.</summary>
    public static string Words(HttpStatusCode status) => $"{(int)status} {status}";
}
