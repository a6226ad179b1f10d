namespace TenantLLM.Grains.Abstractions.Sessions;

/// <summary>One conversation of one tenant. Key: <see cref="SessionKey"/>.</summary>
[Alias("TenantLLM.ISessionGrain")]
public interface ISessionGrain : IGrainWithStringKey
{
    /// <summary>Answers the conversation's next turn.</summary>
    /// <returns>
    /// First a <see cref="SessionUpdateKind.Started"/> or a <see cref="SessionUpdateKind.Failed"/> update; last
    /// <see cref="SessionUpdateKind.Completed"/>, once the turn is on disk, or <see cref="SessionUpdateKind.Failed"/>.
    /// </returns>
    [Alias("Generate")]
    IAsyncEnumerable<SessionUpdate> GenerateAsync(SessionRequest request, CancellationToken cancellationToken);

    /// <summary>The conversation's items in the order they were appended.</summary>
    [Alias("GetItems")]
    Task<ImmutableArray<SessionItem>> GetItemsAsync();

    /// <summary>Forgets messages from before a time with all that follow them, but those that a stored completion was given. Answers that are
    /// being generated are not touched.</summary>
    [Alias("Expire")]
    Task ExpireAsync(DateTimeOffset before);
}
