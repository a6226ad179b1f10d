using System.Diagnostics.CodeAnalysis;
using TenantLLM.Wire.Errors;

namespace TenantLLM.Wire.Reading;

/// <summary>The query of a route that has no parameters: any is refused by name.</summary>
public sealed record EmptyQuery
{
    public static bool TryRead(
        IEnumerable<KeyValuePair<string, string?>> query,
        [NotNullWhen(true)] out EmptyQuery? request,
        [NotNullWhen(false)] out ApiError? error)
    {
        request = QueryReader.Read(query, _ => new EmptyQuery(), out error);
        return request is not null;
    }
}
