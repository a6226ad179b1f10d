using Microsoft.EntityFrameworkCore;
using TenantLLM.Storage.Reading;
using TenantLLM.Storage.Writing;

namespace TenantLLM.Storage.Sessions;

internal sealed class SessionStore(StoreReader reads, WriteQueue writes) : ISessionStore
{
    public Task<ConversationRow?> FindConversationAsync(string projectId, string sessionId, CancellationToken cancellationToken) =>
        reads.ReadAsync(
            context => context.Conversations.SingleOrDefaultAsync(
                row => row.ProjectId == projectId && row.SessionId == sessionId, cancellationToken),
            cancellationToken);

    public async Task<IReadOnlyList<ResponseRow>> ListUnfinishedAsync(
        string projectId, string sessionId, CancellationToken cancellationToken) => await reads.ReadAsync(
            context => Responses(context, projectId, sessionId)
                .Where(row => row.EndedAt == null)
                .ToListAsync(cancellationToken),
            cancellationToken);

    public Task<SessionLinks> LoadLinksAsync(string projectId, string sessionId, CancellationToken cancellationToken) => reads.ReadAsync(
        async context => new SessionLinks(
            await Items(context, projectId, sessionId)
                .OrderBy(row => row.Position)
                .Select(row => new ItemLink(row.Position, row.ParentPosition, row.ConversationPosition))
                .ToListAsync(cancellationToken),
            await Responses(context, projectId, sessionId)
                .Select(row => new ResponseLink(row.Id, row.InputEnd, row.End))
                .ToListAsync(cancellationToken)),
        cancellationToken);

    public async Task<IReadOnlyList<SessionItemRow>> LoadItemsAsync(
        string projectId, string sessionId, IReadOnlyList<int> positions, CancellationToken cancellationToken) => await reads.ReadAsync(
            context => Items(context, projectId, sessionId)
                .Where(row => EF.Parameter(positions).Contains(row.Position))
                .OrderBy(row => row.Position)
                .ToListAsync(cancellationToken),
            cancellationToken);

    public Task<SessionItemRow?> FindItemAsync(
        string projectId, string sessionId, string itemId, CancellationToken cancellationToken) => reads.ReadAsync(
            context => Items(context, projectId, sessionId).SingleOrDefaultAsync(row => row.ItemId == itemId, cancellationToken),
            cancellationToken);

    public async Task<IReadOnlyList<SessionItemRow>> ListConversationItemsAsync(
        string projectId, string sessionId, int? after, bool isDescending, int limit, CancellationToken cancellationToken)
    {
        // With a bound always, the query walks the index of places, which leaves out the items that have none.
        var bound = after ?? (isDescending ? int.MaxValue : -1);
        return await reads.ReadAsync(
            context =>
            {
                var items = Items(context, projectId, sessionId);
                var ordered = isDescending
                    ? items.Where(row => row.ConversationPosition < bound).OrderByDescending(row => row.ConversationPosition)
                    : items.Where(row => row.ConversationPosition > bound).OrderBy(row => row.ConversationPosition);
                return ordered.Take(limit).ToListAsync(cancellationToken);
            },
            cancellationToken);
    }

    public Task<ResponseRow?> FindResponseAsync(
        string projectId, string sessionId, string responseId, CancellationToken cancellationToken) => reads.ReadAsync(
            context => Responses(context, projectId, sessionId).SingleOrDefaultAsync(row => row.Id == responseId, cancellationToken),
            cancellationToken);

    public async Task<IReadOnlyList<SessionItemRow>> LoadOutputAsync(
        string projectId, string sessionId, string responseId, CancellationToken cancellationToken) => await reads.ReadAsync(
            context => Items(context, projectId, sessionId)
                .Where(row => row.ResponseId == responseId && row.IsOutput)
                .OrderBy(row => row.Position)
                .ToListAsync(cancellationToken),
            cancellationToken);

    public Task WriteAsync(string projectId, string sessionId, SessionChange change, CancellationToken cancellationToken) =>
        writes.WriteAsync(context => change.ApplyTo(context, projectId, sessionId), cancellationToken);

    private static IQueryable<SessionItemRow> Items(StoreContext context, string projectId, string sessionId) =>
        context.SessionItems.Where(row => row.ProjectId == projectId && row.SessionId == sessionId);

    private static IQueryable<ResponseRow> Responses(StoreContext context, string projectId, string sessionId) =>
        context.Responses.Where(row => row.ProjectId == projectId && row.SessionId == sessionId);
}
