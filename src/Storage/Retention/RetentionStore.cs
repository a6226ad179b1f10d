using Microsoft.EntityFrameworkCore;
using TenantLLM.Storage.Reading;

namespace TenantLLM.Storage.Retention;

/// <summary>SQL of its own, the same for every database: in LINQ, SQLite has no order for times with an offset. All are kept in UTC, where
/// their texts are in the order of the times. Each query walks an index of the times.</summary>
internal sealed class RetentionStore(StoreReader reads) : IRetentionStore
{
    public Task<IReadOnlyList<ExpiredRow>> ListResponsesAsync(RetentionWindow window, CancellationToken cancellationToken) => ListAsync(
        $"""
        SELECT "ProjectId", "SessionId" AS "Owner", "Id", "CreatedAt" FROM "responses"
        WHERE "CreatedAt" > {window.After} AND "CreatedAt" < {window.Before} AND "EndedAt" IS NOT NULL
        ORDER BY "CreatedAt" LIMIT {window.Limit}
        """,
        cancellationToken);

    public Task<IReadOnlyList<ExpiredRow>> ListConversationsAsync(RetentionWindow window, CancellationToken cancellationToken) => ListAsync(
        $"""
        SELECT "ProjectId", "SessionId" AS "Owner", "Id", "CreatedAt" FROM "conversations" AS "c"
        WHERE "CreatedAt" > {window.After} AND "CreatedAt" < {window.Before} AND COALESCE(
            (SELECT "i"."CreatedAt" FROM "session_items" AS "i"
             WHERE "i"."ProjectId" = "c"."ProjectId" AND "i"."SessionId" = "c"."SessionId" AND "i"."ConversationPosition" IS NOT NULL
             ORDER BY "i"."ConversationPosition" DESC LIMIT 1),
            "c"."CreatedAt") < {window.Before}
        ORDER BY "CreatedAt" LIMIT {window.Limit}
        """,
        cancellationToken);

    public Task<IReadOnlyList<ExpiredRow>> ListCompletionsAsync(RetentionWindow window, CancellationToken cancellationToken) => ListAsync(
        $"""
        SELECT "ProjectId", '' AS "Owner", "Id", "CreatedAt" FROM "stored_completions"
        WHERE "CreatedAt" > {window.After} AND "CreatedAt" < {window.Before}
        ORDER BY "CreatedAt" LIMIT {window.Limit}
        """,
        cancellationToken);

    public Task<IReadOnlyList<ExpiredRow>> ListMessagesAsync(RetentionWindow window, CancellationToken cancellationToken) => ListAsync(
        $"""
        SELECT "ProjectId", "ConversationId" AS "Owner", '' AS "Id", "CreatedAt" FROM "conversation_items"
        WHERE "CreatedAt" > {window.After} AND "CreatedAt" < {window.Before}
        ORDER BY "CreatedAt" LIMIT {window.Limit}
        """,
        cancellationToken);

    private async Task<IReadOnlyList<ExpiredRow>> ListAsync(FormattableString query, CancellationToken cancellationToken) =>
        await reads.ReadAsync(
            context => context.Database.SqlQuery<ExpiredRow>(query).ToListAsync(cancellationToken), cancellationToken);
}
