using System.Runtime.CompilerServices;
using System.Threading.Channels;
using TenantLLM.Grains.Abstractions.Sessions;

namespace TenantLLM.Api.Endpoints.Completions;

/// <summary>
/// The answers to several prompts as one: the choices of the second prompt are numbered after those of the first, and the usage is that
/// of all. Each prompt has an update that it has started; the first failure ends all, and is the only update where it comes before
/// the prompts that begin at once have started.
/// </summary>
/// <param name="prompts">The answers, which begin when they are read.</param>
/// <param name="choices">Choices of each.</param>
internal sealed class PromptUpdates(IReadOnlyList<IAsyncEnumerable<SessionUpdate>> prompts, int choices)
{
    private const int MostAtOnce = 16;

    /// <summary>Updates that may wait here; they are read on without pause.</summary>
    private const int Room = 256;

    public int ChoicesAtOnce => PromptsAtOnce * choices;

    private int PromptsAtOnce => Math.Min(prompts.Count, MostAtOnce);

    public IAsyncEnumerable<SessionUpdate> ReadAsync(CancellationToken cancellationToken) =>
        prompts.Count == 1 ? prompts[0] : MergeAsync(cancellationToken);

    private async IAsyncEnumerable<SessionUpdate> MergeAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var updates = Channel.CreateBounded<SessionUpdate>(new BoundedChannelOptions(Room) { SingleReader = true });
        var reading = ReadAllAsync(updates.Writer, stop.Token);
        try
        {
            var started = new List<SessionUpdate>();
            var (starting, running) = (PromptsAtOnce, prompts.Count);
            var usage = default(SessionUsage);
            await foreach (var update in updates.Reader.ReadAllAsync(cancellationToken))
            {
                if (update.Kind == SessionUpdateKind.Failed)
                {
                    yield return update;
                    yield break;
                }

                if (update.Kind == SessionUpdateKind.Completed)
                {
                    usage = Sum(usage, update.End!.Usage);
                    running--;
                }
                else
                {
                    started.Add(update);
                }

                if (update.Kind == SessionUpdateKind.Started)
                    starting--;
                if (starting > 0)
                    continue;
                foreach (var ready in started)
                    yield return ready;
                started.Clear();
                if (running == 0)
                    yield return SessionUpdate.Completed(usage);
            }
        }
        finally
        {
            await stop.CancelAsync();
            await reading;
        }
    }

    private async Task ReadAllAsync(ChannelWriter<SessionUpdate> updates, CancellationToken cancellationToken)
    {
        Exception? failure = null;
        try
        {
            var options = new ParallelOptions { MaxDegreeOfParallelism = MostAtOnce, CancellationToken = cancellationToken };
            await Parallel.ForAsync(0, prompts.Count, options, async (prompt, token) =>
            {
                await foreach (var update in prompts[prompt].WithCancellation(token))
                    await updates.WriteAsync(update with { Choice = (prompt * choices) + update.Choice }, token);
            });
        }
#pragma warning disable CA1031 // Handed on to the reader, whose boundary to the client it is.
        catch (Exception exception)
        {
            failure = exception;
        }
#pragma warning restore CA1031

        updates.TryComplete(failure);
    }

    private static SessionUsage Sum(SessionUsage one, SessionUsage other) => new(
        one.PromptTokens + other.PromptTokens, one.CachedTokens + other.CachedTokens, one.CompletionTokens + other.CompletionTokens);
}
