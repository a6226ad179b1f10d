using Microsoft.EntityFrameworkCore;
using TenantLLM.Storage.Writing;

namespace TenantLLM.Storage.Conversations;

internal sealed class ConversationStore(IDbContextFactory<StoreContext> contexts, WriteQueue writes) : IConversationStore
{
    public async Task<IReadOnlyList<ConversationItemRow>> LoadAsync(
        string projectId, string conversationId, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.ConversationItems.AsNoTracking()
            .Where(row => row.ProjectId == projectId && row.ConversationId == conversationId)
            .OrderBy(row => row.Position)
            .ToListAsync(cancellationToken);
    }

    public Task AppendAsync(IReadOnlyList<ConversationItemRow> items, CancellationToken cancellationToken) =>
        writes.WriteAsync(context => context.ConversationItems.AddRange(items), cancellationToken);
}
