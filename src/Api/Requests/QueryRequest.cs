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
        if (!read(context.Request.QueryPairs(), out var request, out var error))
            await context.Response.WriteErrorAsync(error!);
        return request;
    }

    /// <summary>The query's parameters, one that comes twice being there twice.</summary>
    public static IEnumerable<KeyValuePair<string, string?>> QueryPairs(this HttpRequest request) =>
        request.Query.SelectMany(parameter => parameter.Value.Select(value => KeyValuePair.Create(parameter.Key, value)));
}
