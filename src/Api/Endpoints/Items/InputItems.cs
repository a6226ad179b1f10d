using System.Collections.Immutable;
using System.Globalization;
using TenantLLM.Api.Authentication;
using TenantLLM.Api.Isolation;
using TenantLLM.Api.Sessions;
using TenantLLM.Grains.Abstractions.Conversations;
using TenantLLM.Wire.Errors;
using TenantLLM.Wire.Ids;
using TenantLLM.Wire.Items;

namespace TenantLLM.Api.Endpoints.Items;

/// <summary>Turns the items of a request into those that a session takes.</summary>
internal static class InputItems
{
    /// <param name="grains">Where items that are referred to are.</param>
    /// <param name="caller">Whose they are.</param>
    /// <param name="items">What the request holds.</param>
    /// <param name="session">The session that will hold them.</param>
    /// <param name="field">The request's field that holds them.</param>
    /// <returns>The items; or what to answer where one refers to an item that is not there.</returns>
    public static async Task<(ImmutableArray<ConversationItem> Items, ApiError? Error)> ReadAsync(
        TenantGrains grains, Caller caller, IReadOnlyList<Item> items, string session, string field)
    {
        var found = ImmutableArray.CreateBuilder<ConversationItem>(items.Count);
        foreach (var item in items)
        {
            if (item is not ItemReference { Id: { } id })
            {
                found.Add(item.ToSession(session));
                continue;
            }

            if (grains.SessionOf(caller, id) is not { } home || await grains.AskAsync(() => home.GetItemAsync(id)) is not { } referred)
            {
                var place = string.Create(CultureInfo.InvariantCulture, $"{field}[{found.Count}].id");
                return ([], ApiError.ItemNotFound(id) with { Param = place });
            }

            found.Add(referred with { Id = SessionIds.Create(Prefix(referred.Id), session) });
        }

        return (found.ToImmutable(), null);
    }

    private static string Prefix(string id) => id[..(id.IndexOf('_', StringComparison.Ordinal) + 1)];
}
