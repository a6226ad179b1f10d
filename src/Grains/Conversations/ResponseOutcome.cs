using TenantLLM.Grains.Abstractions.Conversations;
using TenantLLM.Grains.Abstractions.Sessions;

namespace TenantLLM.Grains.Conversations;

/// <summary>How a run ended.</summary>
/// <param name="Status">How its response stands.</param>
/// <param name="Update">Its last update.</param>
internal sealed record ResponseOutcome(ResponseStatus Status, SessionUpdate Update)
{
    private static SessionFailure ServerStopped { get; } = new(
        SessionFailureKind.Internal, "The response was interrupted: the server stopped while it was being generated. Please try again.");

    private static SessionFailure Cancelled { get; } = new(SessionFailureKind.Cancelled, "The response was cancelled.");

    private static SessionFailure Left { get; } = new(
        SessionFailureKind.Cancelled, "The client left while the response was being generated.");

    public DateTimeOffset EndedAt => Update.End!.EndedAt!.Value;

    /// <summary>Of a run that an update ended.</summary>
    public static ResponseOutcome Of(ResponseRun run, SessionUpdate last, DateTimeOffset now)
    {
        var status = last.Kind != SessionUpdateKind.Completed ? ResponseStatus.Failed
            : run.FinishReason == SessionFinishReason.Stop ? ResponseStatus.Completed
            : ResponseStatus.Incomplete;
        return new ResponseOutcome(status, last.EndedAt(now));
    }

    /// <summary>Of a run that was stopped.</summary>
    public static ResponseOutcome Stopped(ResponseRun run, DateTimeOffset now)
    {
        var (status, failure) = run.Cause switch
        {
            StopCause.Cancelled => (ResponseStatus.Cancelled, Cancelled),
            StopCause.Left => (ResponseStatus.Incomplete, Left),
            _ => (ResponseStatus.Failed, ServerStopped),
        };
        return new ResponseOutcome(status, SessionUpdate.Failed(failure, run.Usage).EndedAt(now));
    }

    /// <summary>Of a run that failed on our side.</summary>
    public static ResponseOutcome Failed(ResponseRun run, SessionFailure failure, DateTimeOffset now) =>
        new(ResponseStatus.Failed, SessionUpdate.Failed(failure, run.Usage).EndedAt(now));

    /// <summary>Of one that was being generated when the server stopped.</summary>
    public static ResponseOutcome Interrupted(DateTimeOffset now) => new(ResponseStatus.Failed, SessionUpdate.Failed(ServerStopped).EndedAt(now));
}
