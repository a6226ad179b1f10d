using TenantLLM.Api.Errors;
using TenantLLM.Api.Responses;
using TenantLLM.Api.Sessions;
using TenantLLM.Grains.Abstractions.Sessions;
using TenantLLM.Wire.Chat;
using TenantLLM.Wire.Json;
using TenantLLM.Wire.Streaming;

namespace TenantLLM.Api.Endpoints.Chat;

/// <summary>One chat completion as one body, once all its choices have ended.</summary>
internal sealed class ChatBody(TimeProvider clock)
{
    public async Task WriteAsync(HttpContext context, ChatStreamHeader header, ChatCompletionRequest request, SessionStream updates)
    {
        ChatAnswer[] choices = [.. Enumerable.Range(0, request.Choices).Select(index => new ChatAnswer(index, request.TopLogprobs is not null))];
        while (await updates.WaitAsync(Timeout.InfiniteTimeSpan, clock) is true)
        {
            while (updates.TryRead(out var update))
            {
                switch (update.Kind)
                {
                    case SessionUpdateKind.TextDelta:
                        choices[update.Choice].Append(update.Text!, update.LogProbs);
                        break;
                    case SessionUpdateKind.ChoiceFinished:
                        choices[update.Choice].FinishReason = ChatMapping.ToWire(update.FinishReason);
                        break;
                    case SessionUpdateKind.Completed:
                        var completion = Completion(header, choices, update.End!.Usage);
                        await context.Response.WriteBodyAsync(completion, WireJson.Bodies.ChatCompletion);
                        return;
                    case SessionUpdateKind.Failed:
                        await context.Response.WriteErrorAsync(update.End!.Failure!.ToError(header.Model, "messages"));
                        return;
                }
            }
        }
    }

    private static ChatCompletion Completion(ChatStreamHeader header, ChatAnswer[] choices, SessionUsage usage) => new()
    {
        Id = header.Id,
        Created = header.Created,
        Model = header.Model,
        SystemFingerprint = header.SystemFingerprint,
        Choices = [.. choices.Select(choice => choice.ToWire())],
        Usage = ChatMapping.ToWire(usage),
    };
}
