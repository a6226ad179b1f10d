using TenantLLM.Api.Errors;
using TenantLLM.Grains.Abstractions.Sessions;
using TenantLLM.Wire.Errors;

namespace TenantLLM.Api.Sessions;

/// <summary>The beginning of an answer.</summary>
internal static class AnswerStart
{
    /// <summary>Waits for the first update, which decides the status.</summary>
    /// <param name="context">The request.</param>
    /// <param name="updates">The answer.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="model">The model that was asked for.</param>
    /// <param name="toError">What is answered to a failure.</param>
    /// <returns>The update; null where it is a failure, which is answered then.</returns>
    public static async Task<SessionUpdate?> BeginAnswerAsync(
        this HttpContext context, SessionStream updates, TimeProvider clock, string model, Func<SessionFailure, string, ApiError> toError)
    {
        await updates.WaitAsync(Timeout.InfiniteTimeSpan, clock);
        updates.TryRead(out var first);
        if (first is { Kind: SessionUpdateKind.Failed, End.Failure: { } failure })
        {
            await context.Response.WriteErrorAsync(toError(failure, model));
            return null;
        }

        context.Response.Headers["openai-model"] = model;
        return first;
    }
}
