using Microsoft.AspNetCore.Http.Features;
using TenantLLM.Grains.Abstractions.Storage;
using TenantLLM.Wire.Errors;

namespace TenantLLM.Api.Errors;

/// <summary>Sees to it that every answer that is an error has OpenAI's envelope: those of routing and of the server, too.</summary>
internal sealed partial class ErrorMiddleware(RequestDelegate next, ILogger<ErrorMiddleware> log)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
            if (!context.Response.HasStarted && ErrorOfStatus(context) is { } error)
                await context.Response.WriteErrorAsync(error);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // A client that leaves is not an error.
        }
#pragma warning disable CA1031 // The boundary to the client.
        catch (Exception exception) when (!context.Response.HasStarted)
        {
            await context.Response.WriteErrorAsync(ErrorOfException(context, exception));
        }
#pragma warning restore CA1031
    }

    /// <summary>What routing and the framework answer with a bare status.</summary>
    private static ApiError? ErrorOfStatus(HttpContext context)
    {
        var (method, path) = (context.Request.Method, context.Request.Path.ToString());
        return context.Response.StatusCode switch
        {
            StatusCodes.Status404NotFound => ApiError.UnknownRoute(method, path),
            StatusCodes.Status405MethodNotAllowed => ApiError.MethodNotAllowed(method, path),
            StatusCodes.Status413PayloadTooLarge => BodyTooLarge(context),
            StatusCodes.Status415UnsupportedMediaType => ApiError.UnsupportedMediaType(context.Request.ContentType),
            >= 500 => ApiError.ServerError(),
            >= 400 => ApiError.InvalidRequest("The request could not be understood."),
            _ => null,
        };
    }

    private ApiError ErrorOfException(HttpContext context, Exception exception)
    {
        switch (exception)
        {
            case BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge }:
                return BodyTooLarge(context);
            case BadHttpRequestException:
                return ApiError.InvalidRequest("The request could not be read.");
            case StorageUnavailableException:
                return Busy.StorageUnavailable;
            case OrleansException or TimeoutException:
                LogClusterFailed(exception);
                return Busy.Error;
            default:
                LogFailed(exception);
                return ApiError.ServerError();
        }
    }

    private static ApiError BodyTooLarge(HttpContext context) =>
        ApiError.BodyTooLarge(context.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize ?? 0);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The cluster did not answer")]
    private partial void LogClusterFailed(Exception exception);

    [LoggerMessage(Level = LogLevel.Error, Message = "A request failed")]
    private partial void LogFailed(Exception exception);
}
