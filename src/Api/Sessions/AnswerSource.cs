using System.Diagnostics;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Options;
using TenantLLM.Grains.Abstractions.Placement;
using TenantLLM.Grains.Abstractions.Sessions;

namespace TenantLLM.Api.Sessions;

/// <summary>
/// Where the answers of grains are read. Before a word of it was said an answer whose silo is lost is asked for again, as is one whose
/// grain has moved; after that its loss is the stream's failure.
/// </summary>
internal sealed partial class AnswerSource(IOptions<ApiOptions> options, TimeProvider clock, ILogger<AnswerSource> log)
{
    /// <param name="model">What is asked for, by which a grain finds its silo.</param>
    /// <param name="begin">Asks the grain.</param>
    /// <param name="cancellationToken">The client has left.</param>
    /// <exception cref="TimeoutException">The silo that computes the answer was lost.</exception>
    /// <exception cref="OrleansException">The same, as Orleans noticed it.</exception>
    public async IAsyncEnumerable<SessionUpdate> ReadAsync(
        string model,
        Func<CancellationToken, IAsyncEnumerable<SessionUpdate>> begin,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var answer = await BeginAsync(model, begin, cancellationToken);
        do
            yield return answer.Current;
        while (await answer.MoveNextAsync());
    }

    /// <returns>An answer that has begun.</returns>
    private async Task<WatchedAnswer> BeginAsync(
        string model, Func<CancellationToken, IAsyncEnumerable<SessionUpdate>> begin, CancellationToken cancellationToken)
    {
        ModelContext.Set(model);
        var started = clock.GetTimestamp();
        while (true)
        {
            var answer = new WatchedAnswer(begin, options.Value.SiloSilence, clock, cancellationToken);
            try
            {
                if (!await answer.MoveNextAsync())
                    throw new UnreachableException("A session's stream ended without an update.");
                if (!HasMoved(answer.Current) || IsOver())
                    return answer;
                LogMoved();
            }
            catch (Exception exception) when (exception is TimeoutException or OrleansException && !IsOver())
            {
                LogLost(exception.Message);
            }
            catch
            {
                await answer.DisposeAsync();
                throw;
            }

            await answer.DisposeAsync();
            await Task.Delay(LostSilo.Pause, clock, cancellationToken);
        }

        bool IsOver() => clock.GetElapsedTime(started) > LostSilo.Patience;
    }

    private static bool HasMoved(in SessionUpdate update) => update.End?.Failure?.Kind == SessionFailureKind.Moved;

    [LoggerMessage(Level = LogLevel.Debug, Message = "A session has moved to another silo; it is asked again")]
    private partial void LogMoved();

    [LoggerMessage(Level = LogLevel.Warning, Message = "An answer was lost before it began, and is asked for again: {Reason}")]
    private partial void LogLost(string reason);
}
