using Microsoft.EntityFrameworkCore;
using TenantLLM.Storage.Reading;
using TenantLLM.Storage.Writing;

namespace TenantLLM.Storage.Conversations;

internal sealed class ConversationStore(StoreReader reads, WriteQueue writes) : IConversationStore
{
    public async Task<IReadOnlyList<ConversationItemRow>> LoadAsync(
        string projectId, string conversationId, CancellationToken cancellationToken) => await reads.ReadAsync(
            context => context.ConversationItems
                .Where(row => row.ProjectId == projectId && row.ConversationId == conversationId)
                .OrderBy(row => row.Position)
                .ToListAsync(cancellationToken),
            cancellationToken);

    public Task AppendAsync(ConversationTurn turn, CancellationToken cancellationToken) => writes.WriteAsync(
        context =>
        {
            context.ConversationItems.AddRange(turn.Items);
            if (turn.Completion is { } completion)
                context.StoredCompletions.Add(completion);
            context.StoredCompletionTags.AddRange(turn.Tags);
            if (turn.Usage is { } usage)
                context.UsageLedger.Add(usage);
        },
        cancellationToken);

    public async Task<IReadOnlyList<ConversationItemRow>> LoadAtAsync(
        string projectId, string conversationId, IReadOnlyList<int> positions, CancellationToken cancellationToken) => await reads.ReadAsync(
            context => context.ConversationItems
                .Where(row => row.ProjectId == projectId && row.ConversationId == conversationId)
                .Where(row => EF.Parameter(positions).Contains(row.Position))
                .ToListAsync(cancellationToken),
            cancellationToken);

    public async Task<IReadOnlySet<int>> ListGivenAsync(string projectId, string conversationId, CancellationToken cancellationToken)
    {
        var given = await reads.ReadAsync(
            context => context.StoredCompletions
                .Where(row => row.ProjectId == projectId && row.ConversationId == conversationId)
                .Select(row => row.MessagePositions)
                .ToListAsync(cancellationToken),
            cancellationToken);
        return given.SelectMany(positions => positions).ToHashSet();
    }

    public Task RemoveAsync(
        string projectId, string conversationId, IReadOnlyCollection<int> positions, CancellationToken cancellationToken) => writes.WriteAsync(
        context => context.ConversationItems.RemoveRange(positions.Select(position => new ConversationItemRow
        {
            ProjectId = projectId,
            ConversationId = conversationId,
            Position = position,
            Role = "",
            Content = "",
            IsComplete = false,
            CreatedAt = default,
        })),
        cancellationToken);
}
