using System.Collections.Immutable;
using TenantLLM.Api.Authentication;
using TenantLLM.Api.Endpoints.Items;
using TenantLLM.Api.Isolation;
using TenantLLM.Api.Sessions;
using TenantLLM.Grains.Abstractions.Conversations;
using TenantLLM.Wire.Errors;
using TenantLLM.Wire.Ids;
using TenantLLM.Wire.Responses;

namespace TenantLLM.Api.Endpoints.Responses;

/// <summary>A turn that is to be taken: the session it is in, the ids it was given and its new items.</summary>
internal sealed record ResponseTurn(IConversationGrain Session, NewResponseIds Ids, ImmutableArray<ConversationItem> Input);

/// <summary>Finds out which session a prompt continues.</summary>
internal sealed class ResponseTurns(TenantGrains grains)
{
    /// <returns>The turn; or what to answer where the prompt names something that is not there.</returns>
    public async Task<(ResponseTurn? Turn, ApiError? Error)> ReadAsync(Caller caller, ResponsePrompt prompt)
    {
        if (prompt.ConversationId is { } conversation && await grains.FindConversationAsync(caller, conversation) is null)
            return (null, ApiError.ConversationNotFound(conversation));
        if ((prompt.ConversationId ?? prompt.PreviousResponseId) is not { } continued)
            return await ReadAsync(caller, prompt, SessionIds.Session());
        if (SessionIds.TryGetSession(continued, out var session))
            return await ReadAsync(caller, prompt, session);
        return (null, ApiError.PreviousResponseNotFound(continued));
    }

    private async Task<(ResponseTurn? Turn, ApiError? Error)> ReadAsync(Caller caller, ResponsePrompt prompt, string session)
    {
        var (input, error) = await InputItems.ReadAsync(grains, caller, prompt.Input, session, "input");
        return error is null
            ? (new ResponseTurn(grains.Session(caller, session), NewResponseIds.In(session), input), null)
            : (null, error);
    }
}
