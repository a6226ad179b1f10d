using TenantLLM.Api.Errors;
using TenantLLM.Wire.Errors;

namespace TenantLLM.Api.Requests;

/// <summary>A request type's own reading of a query: the request, or what to answer.</summary>
internal delegate bool QueryParser<T>(IEnumerable<KeyValuePair<string, string?>> query, out T? request, out ApiError? error)
    where T : class;

/// <summary>Reads requests that come as a query.</summary>
internal static class QueryRequest
{
    /// <returns>Null where there was something wrong with it, which is answered then.</returns>
    public static async Task<T?> ReadQueryAsync<T>(this HttpContext context, QueryParser<T> read)
        where T : class
    {
        var parameters = context.Request.Query.SelectMany(
            parameter => parameter.Value, (parameter, value) => KeyValuePair.Create(parameter.Key, value));
        if (!read(parameters, out var request, out var error))
            await context.Response.WriteErrorAsync(error!);
        return request;
    }
}
