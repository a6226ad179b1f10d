using TenantLLM.Api.Endpoints.Chat;
using TenantLLM.Api.Errors;
using TenantLLM.Api.Responses;
using TenantLLM.Api.Sessions;
using TenantLLM.Grains.Abstractions.Sessions;
using TenantLLM.Wire.Completions;
using TenantLLM.Wire.Json;
using TenantLLM.Wire.Streaming;

namespace TenantLLM.Api.Endpoints.Completions;

/// <summary>One completion as one body, once all its choices have ended.</summary>
internal sealed class CompletionBody(TimeProvider clock)
{
    public async Task WriteAsync(HttpContext context, ChatStreamHeader header, CreateCompletionRequest request, SessionStream updates)
    {
        CompletionCandidate[] candidates =
            [.. Enumerable.Range(0, request.Prompts.Count * request.Candidates).Select(_ => new CompletionCandidate(request.Logprobs is not null))];
        while (await updates.WaitAsync(Timeout.InfiniteTimeSpan, clock) is true)
        {
            while (updates.TryRead(out var update))
            {
                switch (update.Kind)
                {
                    case SessionUpdateKind.Completed:
                        var completion = Completion(header, [.. Best(request, candidates)], update.End!.Usage);
                        await context.Response.WriteBodyAsync(completion, WireJson.Bodies.TextCompletion);
                        return;
                    case SessionUpdateKind.Failed:
                        await context.Response.WriteErrorAsync(CompletionPrompts.ToError(update.End!.Failure!, header.Model));
                        return;
                    default:
                        Observe(update, request, candidates);
                        break;
                }
            }
        }
    }

    private static void Observe(SessionUpdate update, CreateCompletionRequest request, CompletionCandidate[] candidates)
    {
        switch (update.Kind)
        {
            case SessionUpdateKind.Started:
                foreach (var choice in request.ChoicesOf(update))
                    candidates[choice].Append(request.EchoOf(update));
                break;
            case SessionUpdateKind.TextDelta:
                candidates[update.Choice].Append(update.Text!, update.LogProbs);
                break;
            case SessionUpdateKind.ChoiceFinished:
                candidates[update.Choice].FinishReason = ChatMapping.ToWire(update.FinishReason);
                break;
        }
    }

    /// <summary>Of each prompt's candidates as many as were asked for: all in their order, or the likeliest, likeliest first.</summary>
    private static IEnumerable<CompletionCandidate> Best(CreateCompletionRequest request, CompletionCandidate[] candidates) =>
        request.Candidates == request.Choices
            ? candidates
            : candidates.Chunk(request.Candidates).SelectMany(ofPrompt =>
                ofPrompt.OrderByDescending(candidate => candidate.Likelihood).Take(request.Choices));

    private static TextCompletion Completion(ChatStreamHeader header, CompletionCandidate[] choices, SessionUsage usage) => new()
    {
        Id = header.Id,
        Created = header.Created,
        Model = header.Model,
        Choices = [.. choices.Select((choice, index) => choice.ToWire(index))],
        Usage = ChatMapping.ToWire(usage),
        SystemFingerprint = header.SystemFingerprint,
    };
}
