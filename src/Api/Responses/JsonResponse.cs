using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace TenantLLM.Api.Responses;

/// <summary>Answers with JSON.</summary>
internal static class JsonResponse
{
    /// <summary>OpenAI names no charset, but in refusals of a key (seen in recorded traffic).</summary>
    private const string ContentType = "application/json";
    private const string ContentTypeOfUnauthorized = "application/json; charset=utf-8";

    /// <summary>Writes a body with its length; the status is set already.</summary>
    public static async Task WriteBodyAsync<T>(this HttpResponse response, T body, JsonTypeInfo<T> type)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(body, type);
        response.ContentType = response.StatusCode == StatusCodes.Status401Unauthorized ? ContentTypeOfUnauthorized : ContentType;
        response.ContentLength = bytes.Length;
        await response.Body.WriteAsync(bytes, response.HttpContext.RequestAborted);
    }
}
