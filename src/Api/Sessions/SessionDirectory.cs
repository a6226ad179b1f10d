using TenantLLM.Api.Authentication;
using TenantLLM.Grains.Abstractions.Conversations;
using TenantLLM.Grains.Abstractions.Sessions;
using TenantLLM.Wire.Ids;

namespace TenantLLM.Api.Sessions;

/// <summary>Finds the grains of the caller's sessions: an id names the session, and the project comes from authentication.</summary>
internal static class SessionDirectory
{
    public static IConversationGrain Session(this IGrainFactory grains, Caller caller, string session) =>
        grains.GetGrain<IConversationGrain>(new SessionKey(caller.ProjectId, session).ToString());

    /// <summary>The session that an object would be in.</summary>
    /// <returns>Null for what is no id of ours.</returns>
    public static IConversationGrain? SessionOf(this IGrainFactory grains, Caller caller, string id) =>
        SessionIds.TryGetSession(id, out var session) ? grains.Session(caller, session) : null;

    /// <summary>The session of a conversation that is there.</summary>
    public static async Task<IConversationGrain?> FindConversationAsync(this IGrainFactory grains, Caller caller, string id)
    {
        // An id tells the session by some of its digits; the conversation has all of them.
        return grains.SessionOf(caller, id) is { } session && await session.GetConversationAsync() is { } conversation && conversation.Id == id
            ? session
            : null;
    }
}
