using TenantLLM.Grains.Abstractions.Conversations;
using TenantLLM.Grains.Abstractions.Embeddings;
using TenantLLM.Grains.Abstractions.Sessions;
using TenantLLM.Grains.Abstractions.Usage;
using TenantLLM.Inference.Models;
using TenantLLM.Storage.Usage;
using TenantLLM.Storage.Usage.Journal;

namespace TenantLLM.Grains.Usage;

/// <summary>Makes the ledger's rows of this silo's answers.</summary>
internal sealed class UsageMetering(IUsageJournal journal, IUsageStore store, UsageMetrics metrics, TimeProvider clock)
{
    /// <summary>Of what a token says of its user.</summary>
    private const int MostOfUserId = 256;

    public AnswerMeter Begin(SessionKey key, SessionRequest request, ModelPrice? price) => Begin(
        Row(key.ProjectId, request.ResponseId, request.BilledTo, price) with
        {
            Part = request.Part,
            Kind = request.Prompt is SessionPrompt.Raw ? UsageKind.Completion : UsageKind.Chat,
            Model = request.Model,
            ConversationId = key.ConversationId,
        });

    public AnswerMeter Begin(SessionKey key, ResponseRequest request, ModelPrice? price) => Begin(
        Row(key.ProjectId, request.Id, request.BilledTo, price) with
        {
            Kind = UsageKind.Response,
            Model = request.Model,
            ConversationId = key.ConversationId,
        });

    /// <summary>Writes the row of what nothing else is stored of; complete when it is on disk.</summary>
    public Task WriteAsync(UsageRow row) => store.AddAsync(row, CancellationToken.None);

    /// <summary>Writes the row of embeddings; complete when it is on disk. They are not in the journal: nobody gets a part of them.</summary>
    /// <param name="startedAt">When they were asked for.</param>
    /// <param name="elapsed">Since then.</param>
    public async Task WriteAsync(
        string projectId, EmbeddingsRequest request, ModelPrice? price, int tokens, DateTimeOffset startedAt, TimeSpan elapsed)
    {
        var begun = Row(projectId, request.RequestId, request.BilledTo, price);
        var row = begun with
        {
            Part = request.Part,
            Kind = UsageKind.Embedding,
            Model = request.Model,
            InputTokens = tokens,
            StartedAt = startedAt.ToUnixTimeMilliseconds(),
            EndedAt = (startedAt + elapsed).ToUnixTimeMilliseconds(),
            Outcome = UsageOutcome.Completed,
        };
        row = row.Priced();
        await WriteAsync(row);
        metrics.Count(row);
    }

    private AnswerMeter Begin(UsageRow begun) => new(begun, journal, metrics, clock);

    private UsageRow Row(string projectId, string responseId, BilledTo billedTo, ModelPrice? price)
    {
        var now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        return new UsageRow
        {
            ProjectId = projectId,
            ResponseId = responseId,
            Part = 0,
            Kind = UsageKind.Chat,
            Model = "",
            KeyId = billedTo.KeyId,
            UserId = billedTo.UserId is { Length: > MostOfUserId } user ? user[..MostOfUserId] : billedTo.UserId,
            InputPrice = Picounits.OfPrice(price?.Input ?? 0),
            CachedPrice = Picounits.OfPrice(price?.CachedInput ?? price?.Input ?? 0),
            OutputPrice = Picounits.OfPrice(price?.Output ?? 0),
            StartedAt = now,
            EndedAt = now,
            Outcome = UsageOutcome.Interrupted,
        };
    }
}
