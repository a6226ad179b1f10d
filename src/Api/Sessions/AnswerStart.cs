using TenantLLM.Api.Errors;
using TenantLLM.Grains.Abstractions.Sessions;
using TenantLLM.Wire.Errors;

namespace TenantLLM.Api.Sessions;

/// <summary>The beginning of an answer.</summary>
internal static class AnswerStart
{
    /// <summary>Waits for the first update, which decides the status, and leaves it there.</summary>
    /// <param name="context">The request.</param>
    /// <param name="updates">The answer.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="model">The model that was asked for.</param>
    /// <param name="toError">What is answered to a failure.</param>
    /// <returns>What is known at the start; null where the answer has failed, which is answered then.</returns>
    public static async Task<SessionStart?> BeginAnswerAsync(
        this HttpContext context, SessionStream updates, TimeProvider clock, string model, Func<SessionFailure, ApiError> toError)
    {
        var first = await updates.PeekAsync(clock);
        if (first.End?.Failure is { } failure)
        {
            await context.Response.WriteErrorAsync(toError(failure));
            return null;
        }

        context.Response.Headers["openai-model"] = model;
        return first.Start!;
    }
}
