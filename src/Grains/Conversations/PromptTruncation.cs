using TenantLLM.Grains.Abstractions.Conversations;
using TenantLLM.Grains.Abstractions.Sessions;
using TenantLLM.Grains.Sessions;
using TenantLLM.Inference.Engine;

namespace TenantLLM.Grains.Conversations;

/// <summary>Leaves out the oldest items of a prompt that is too long: as few as it takes, and never the last one.</summary>
/// <param name="engine">Counts the tokens.</param>
/// <param name="items">The prompt's items, in order.</param>
/// <param name="prompt">A request with these items.</param>
internal sealed class PromptTruncation(
    IInferenceEngine engine,
    IReadOnlyList<ConversationItem> items,
    Func<IEnumerable<ConversationItem>, SessionRequest> prompt)
{
    /// <summary>The part of the context that is kept free for an answer whose length is not limited to less.</summary>
    private const int RoomOfContext = 8;

    /// <returns>The request with as many items as fit: with the last alone where none fit, or where the engine cannot count.</returns>
    public async Task<SessionRequest> FitAsync(CancellationToken cancellationToken)
    {
        var tooFew = 0;
        var enough = items.Count - 1;
        while (enough - tooFew > 1)
        {
            var middle = (tooFew + enough) / 2;
            if (await IsTooLongAsync(middle, cancellationToken))
                tooFew = middle;
            else
                enough = middle;
        }

        // A template may refuse to begin with an answer.
        while (enough < items.Count - 1 && await IsRefusedAsync(enough, cancellationToken))
            enough++;
        return Without(enough);
    }

    private async Task<bool> IsTooLongAsync(int count, CancellationToken cancellationToken)
    {
        var request = Without(count);
        var tokens = await CountAsync(request, cancellationToken);
        var context = engine.Model.ContextLength;
        var room = Math.Min(request.MaxTokens ?? int.MaxValue, context / RoomOfContext);
        return tokens.Failure?.Kind == GenerationFailureKind.PromptTooLong || tokens.Count + room > context;
    }

    private async Task<bool> IsRefusedAsync(int count, CancellationToken cancellationToken) =>
        (await CountAsync(Without(count), cancellationToken)).Failure?.Kind == GenerationFailureKind.InvalidPrompt;

    private Task<PromptTokens> CountAsync(SessionRequest request, CancellationToken cancellationToken) =>
        engine.CountTokensAsync(request.Prompt.ToEngine(), cancellationToken);

    private SessionRequest Without(int count)
    {
        var rest = items.Skip(count).ToList();
        var calls = rest.Where(item => item.Kind == ConversationItemKind.FunctionCall).Select(item => item.CallId).ToHashSet();

        // The output of a call that is left out says nothing without it.
        return prompt(rest.Where((item, index) => index == rest.Count - 1
            || item.Kind != ConversationItemKind.FunctionCallOutput
            || calls.Contains(item.CallId)));
    }
}
