using System.Text;
using Microsoft.Extensions.Options;
using TenantLLM.Api.Errors;
using TenantLLM.Api.Responses;
using TenantLLM.Api.Sessions;
using TenantLLM.Grains.Abstractions.Sessions;
using TenantLLM.Wire.Chat;
using TenantLLM.Wire.Json;
using TenantLLM.Wire.Streaming;

namespace TenantLLM.Api.Endpoints.Chat;

/// <summary>Writes a session's updates as a chat completion: as a stream of frames, or as one body.</summary>
internal sealed class ChatAnswers(IOptions<ApiOptions> options, TimeProvider clock, ILogger<ChatStream> log)
{
    public async Task WriteAsync(HttpContext context, ChatCompletionRequest request, string responseId, SessionStream updates)
    {
        // The first update decides the status.
        await updates.WaitAsync(Timeout.InfiniteTimeSpan, clock);
        updates.TryRead(out var first);
        if (first is { Kind: SessionUpdateKind.Failed, End.Failure: { } failure })
        {
            await context.Response.WriteErrorAsync(failure.ToError(request.Model));
            return;
        }

        var header = new ChatStreamHeader(responseId, clock.GetUtcNow().ToUnixTimeSeconds(), request.Model, first.Start!.Fingerprint);
        context.Response.Headers["openai-model"] = request.Model;
        if (request.Stream)
            await new ChatStream(options.Value.KeepAlive, clock, log).WriteAsync(context, header, request.StreamOptions, updates);
        else
            await WriteBodyAsync(context, header, updates);
    }

    private async Task WriteBodyAsync(HttpContext context, ChatStreamHeader header, SessionStream updates)
    {
        var text = new StringBuilder();
        var finishReason = FinishReasons.Stop;
        while (await updates.WaitAsync(Timeout.InfiniteTimeSpan, clock) is true)
        {
            while (updates.TryRead(out var update))
            {
                switch (update.Kind)
                {
                    case SessionUpdateKind.TextDelta:
                        text.Append(update.Text);
                        break;
                    case SessionUpdateKind.ChoiceFinished:
                        finishReason = ChatMapping.ToWire(update.FinishReason);
                        break;
                    case SessionUpdateKind.Completed:
                        var completion = Completion(header, text.ToString(), finishReason, update.End!.Usage);
                        await context.Response.WriteBodyAsync(completion, WireJson.Bodies.ChatCompletion);
                        return;
                    case SessionUpdateKind.Failed:
                        await context.Response.WriteErrorAsync(update.End!.Failure!.ToError(header.Model));
                        return;
                }
            }
        }
    }

    private static ChatCompletion Completion(ChatStreamHeader header, string text, string finishReason, SessionUsage usage) => new()
    {
        Id = header.Id,
        Created = header.Created,
        Model = header.Model,
        SystemFingerprint = header.SystemFingerprint,
        Choices = [new ChatChoice { Message = new ChatResponseMessage { Content = text }, FinishReason = finishReason }],
        Usage = ChatMapping.ToWire(usage),
    };
}
