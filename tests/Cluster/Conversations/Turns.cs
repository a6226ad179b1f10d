using System.Collections.Immutable;
using System.Text.Json;
using TenantLLM.Grains.Abstractions.Conversations;
using TenantLLM.Grains.Abstractions.Sessions;

namespace TenantLLM.Cluster.Conversations;

/// <summary>Requests to conversation grains, and what comes of them.</summary>
internal static class Turns
{
    public static TimeSpan Patience { get; } = TimeSpan.FromSeconds(20);

    /// <summary>A greedy response to one message; its ids are made of its name.</summary>
    public static ResponseRequest Request(string name, string? text, string? previous = null) => new()
    {
        Id = $"resp_{name}",
        OutputItemId = $"msg_{name}_out",
        Model = "scripted",
        CreatedAt = DateTimeOffset.UnixEpoch,
        Input = text is null ? [] : [User($"msg_{name}", text)],
        PreviousResponseId = previous is null ? null : $"resp_{previous}",
        Temperature = 0,
        Echo = $"echo of {name}",
    };

    public static ResponseRequest InConversation(string name, string text) => Request(name, text) with { IsInConversation = true };

    public static ConversationItem User(string id, string text) => new()
    {
        Id = id,
        Kind = ConversationItemKind.Message,
        Role = "user",
        Content = [new ConversationPart(ConversationPartKind.InputText, text)],
    };

    public static Task CreateAsync(this IConversationGrain grain, params ConversationItem[] items) => grain.CreateConversationAsync(
        new StoredConversation("conv_1", DateTimeOffset.UnixEpoch, []), [.. items]);

    public static async Task<IReadOnlyList<SessionUpdate>> RespondAsync(this IConversationGrain grain, ResponseRequest request) =>
        await grain.RespondAsync(request, default).ToListAsync().AsTask().WaitAsync(Patience);

    public static async Task<IReadOnlyList<SessionUpdate>> FollowAsync(this IConversationGrain grain, string name) =>
        await grain.FollowAsync($"resp_{name}", default).ToListAsync().AsTask().WaitAsync(Patience);

    public static async Task<SessionFailureKind?> FailureAsync(this IConversationGrain grain, ResponseRequest request) =>
        (await grain.RespondAsync(request))[^1].End!.Failure?.Kind;

    public static async Task<string[]> ItemsAsync(
        this IConversationGrain grain, int limit = 100, bool isDescending = false, string? after = null) =>
        Texts(await grain.ListItemsAsync(new ItemPageRequest(limit, isDescending, after)));

    public static async Task<string[]> InputAsync(
        this IConversationGrain grain, string name, int limit = 100, bool isDescending = false, string? after = null) =>
        Texts(await grain.ListInputItemsAsync($"resp_{name}", new ItemPageRequest(limit, isDescending, after)));

    public static string TextOf(IEnumerable<SessionUpdate> updates) => string.Concat(updates.Select(update => update.Text));

    public static string TextOf(ConversationItem item) => string.Concat(item.Content.Select(part => part.Text));

    public static string TextOf(StoredResponse response) => string.Concat(response.Output.Select(TextOf));

    /// <summary>Updates as text, log-probabilities and times included.</summary>
    public static string[] Written(IEnumerable<SessionUpdate> updates) => [.. updates.Select(update => JsonSerializer.Serialize(update))];

    private static string[] Texts(ItemPage? page) => page is null
        ? ["no page"]
        : [.. page.Items.Select(TextOf), .. page.HasMore ? ["…"] : ImmutableArray<string>.Empty];
}
