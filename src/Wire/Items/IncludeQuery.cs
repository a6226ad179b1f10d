using System.Diagnostics.CodeAnalysis;
using TenantLLM.Wire.Errors;
using TenantLLM.Wire.Reading;

namespace TenantLLM.Wire.Items;

/// <summary>
/// The query of one item, and of items to create: only <c>include</c>, of which every word of the API is accepted, as OpenAI does. Items
/// hold nothing that it would add.
/// </summary>
public static class IncludeQuery
{
    /// <param name="query">The parameters, decoded.</param>
    /// <param name="error">What to answer where they are at fault.</param>
    public static bool TryRead(IEnumerable<KeyValuePair<string, string?>> query, [NotNullWhen(false)] out ApiError? error)
    {
        var parameters = new QueryReader(query);
        parameters.Words("include", IncludeFields.All);
        parameters.RefuseUnknown();
        error = parameters.Error;
        return error is null;
    }
}
