using System.Buffers;
using TenantLLM.Api.Errors;
using TenantLLM.Wire.Errors;

namespace TenantLLM.Api.Requests;

/// <summary>A request type's own reading of a body: the request, or what to answer.</summary>
internal delegate bool BodyReader<T>(in ReadOnlySequence<byte> body, out T? request, out ApiError? error)
    where T : class;

/// <summary>Reads requests that come as JSON.</summary>
internal static class JsonRequest
{
    /// <summary>Reads the whole body; the server's limit bounds it.</summary>
    /// <returns>Null where there was something wrong with it, which is answered then.</returns>
    public static async Task<T?> ReadJsonAsync<T>(this HttpContext context, BodyReader<T> read)
        where T : class
    {
        if (!context.Request.HasJsonContentType())
        {
            await context.Response.WriteErrorAsync(ApiError.UnsupportedMediaType(context.Request.ContentType));
            return null;
        }

        var (request, error) = await ReadAsync(context, read, context.RequestAborted);
        if (request is null)
            await context.Response.WriteErrorAsync(error!);
        return request;
    }

    private static async Task<(T? Request, ApiError? Error)> ReadAsync<T>(
        HttpContext context, BodyReader<T> read, CancellationToken cancellationToken)
        where T : class
    {
        var reader = context.Request.BodyReader;
        var body = await reader.ReadAsync(cancellationToken);
        while (!body.IsCompleted)
        {
            reader.AdvanceTo(body.Buffer.Start, body.Buffer.End);
            body = await reader.ReadAsync(cancellationToken);
        }

        context.KeepBodyLength(body.Buffer.Length);
        read(body.Buffer, out var request, out var error);
        reader.AdvanceTo(body.Buffer.End);
        return (request, error);
    }
}
