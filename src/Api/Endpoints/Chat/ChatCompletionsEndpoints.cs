using System.IO.Pipelines;
using Microsoft.Extensions.Options;
using TenantLLM.Api.Authentication;
using TenantLLM.Api.Errors;
using TenantLLM.Api.Sessions;
using TenantLLM.Grains.Abstractions.Sessions;
using TenantLLM.Grains.Abstractions.Tenants;
using TenantLLM.Wire.Chat;
using TenantLLM.Wire.Errors;
using TenantLLM.Wire.Ids;

namespace TenantLLM.Api.Endpoints.Chat;

internal static class ChatCompletionsEndpoints
{
    public static void MapChatCompletions(this IEndpointRouteBuilder routes) => routes.MapPost("/chat/completions", CreateAsync);

    private static async Task CreateAsync(
        HttpContext context, Caller caller, IGrainFactory grains, ChatAnswers answers, IOptions<ApiOptions> options)
    {
        if (!context.Request.HasJsonContentType())
        {
            await context.Response.WriteErrorAsync(ApiError.UnsupportedMediaType(context.Request.ContentType));
            return;
        }

        var (request, error) = await ReadAsync(context.Request.BodyReader, context.RequestAborted);
        if (request is null)
        {
            await context.Response.WriteErrorAsync(error!);
            return;
        }

        var admission = await grains.GetGrain<ITenantGrain>(caller.ProjectId).AdmitAsync(new AdmissionRequest(request.Model));
        if (admission != Admission.Admitted)
        {
            await context.Response.WriteErrorAsync(AdmissionErrors.Of(admission));
            return;
        }

        var session = grains.GetGrain<ISessionGrain>(new SessionKey(caller.ProjectId, ConversationIds.Of(request)).ToString());
        var responseId = ObjectIds.ChatCompletion();
        await using var updates = new SessionStream(
            session.GenerateAsync(ChatMapping.ToSession(request, responseId), context.RequestAborted),
            options.Value.ClientLag * request.Choices,
            context.Abort,
            context.RequestAborted);
        await answers.WriteAsync(context, request, responseId, updates);
    }

    /// <summary>Reads the whole body; the server's limit bounds it.</summary>
    private static async Task<(ChatCompletionRequest? Request, ApiError? Error)> ReadAsync(
        PipeReader reader, CancellationToken cancellationToken)
    {
        var body = await reader.ReadAsync(cancellationToken);
        while (!body.IsCompleted)
        {
            reader.AdvanceTo(body.Buffer.Start, body.Buffer.End);
            body = await reader.ReadAsync(cancellationToken);
        }

        ChatCompletionRequest.TryRead(body.Buffer, out var request, out var error);
        reader.AdvanceTo(body.Buffer.End);
        return (request, error);
    }
}
