namespace TenantLLM.Storage.Retention;

/// <summary>Finds what is older than it may become, oldest first, a bounded number at a time. Its grains remove it.</summary>
public interface IRetentionStore
{
    /// <summary>Stored responses that have ended.</summary>
    Task<IReadOnlyList<ExpiredRow>> ListResponsesAsync(RetentionWindow window, CancellationToken cancellationToken);

    /// <summary>Conversations whose last item, or which themselves where they have none, are that old.</summary>
    Task<IReadOnlyList<ExpiredRow>> ListConversationsAsync(RetentionWindow window, CancellationToken cancellationToken);

    /// <summary>Stored chat completions.</summary>
    Task<IReadOnlyList<ExpiredRow>> ListCompletionsAsync(RetentionWindow window, CancellationToken cancellationToken);

    /// <summary>Messages of chat completions.</summary>
    Task<IReadOnlyList<ExpiredRow>> ListMessagesAsync(RetentionWindow window, CancellationToken cancellationToken);
}

/// <summary>Which rows a look is for.</summary>
/// <param name="After">The time to begin after.</param>
/// <param name="Before">The time to end before.</param>
/// <param name="Limit">The most rows.</param>
public readonly record struct RetentionWindow(DateTimeOffset After, DateTimeOffset Before, int Limit);

/// <summary>A row that is too old.</summary>
public sealed record ExpiredRow
{
    public required string ProjectId { get; init; }

    /// <summary>What holds it beside the project: the session or conversation; empty where nothing does.</summary>
    public required string Owner { get; init; }

    /// <summary>Its own id; empty where the owner is what expires.</summary>
    public required string Id { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
}
