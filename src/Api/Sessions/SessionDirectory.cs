using TenantLLM.Api.Authentication;
using TenantLLM.Api.Isolation;
using TenantLLM.Grains.Abstractions.Conversations;
using TenantLLM.Wire.Ids;

namespace TenantLLM.Api.Sessions;

/// <summary>Finds the grains of the caller's sessions: an id names the session, and the project comes from authentication.</summary>
internal static class SessionDirectory
{
    public static IConversationGrain Session(this TenantGrains grains, Caller caller, string session) =>
        grains.Of<IConversationGrain>(caller, session);

    /// <summary>The session that an object would be in.</summary>
    /// <returns>Null for what is no id of ours.</returns>
    public static IConversationGrain? SessionOf(this TenantGrains grains, Caller caller, string id) =>
        SessionIds.TryGetSession(id, out var session) ? grains.Session(caller, session) : null;

    /// <summary>The session of a conversation that is there.</summary>
    public static async Task<IConversationGrain?> FindConversationAsync(this TenantGrains grains, Caller caller, string id)
    {
        // An id tells the session by some of its digits; the conversation has all of them.
        return grains.SessionOf(caller, id) is { } session && await grains.AskAsync(session.GetConversationAsync) is { } conversation && conversation.Id == id
            ? session
            : null;
    }
}
