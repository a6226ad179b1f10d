using System.Diagnostics.CodeAnalysis;
using TenantLLM.Wire.Errors;
using TenantLLM.Wire.Reading;

namespace TenantLLM.Wire.Items;

/// <summary>The query of a list of items.</summary>
public sealed record ItemListQuery
{
    private const int DefaultLimit = 20;
    private const int MostItems = 100;

    /// <summary>The most items, 1 to 100.</summary>
    public int Limit { get; init; } = DefaultLimit;

    /// <summary>Newest first.</summary>
    public bool IsDescending { get; init; } = true;

    /// <summary>The item to begin after, in that order.</summary>
    public string? After { get; init; }

    /// <param name="query">The parameters, decoded.</param>
    /// <param name="request">What they ask for.</param>
    /// <param name="error">What to answer otherwise.</param>
    public static bool TryRead(
        IEnumerable<KeyValuePair<string, string?>> query,
        [NotNullWhen(true)] out ItemListQuery? request,
        [NotNullWhen(false)] out ApiError? error)
    {
        var parameters = new QueryReader(query);
        var read = new ItemListQuery
        {
            Limit = (int?)parameters.Integer("limit", 1, MostItems) ?? DefaultLimit,
            IsDescending = parameters.Choice("order", ["asc", "desc"]) != "asc",
            After = parameters.Text("after"),
        };
        parameters.Words("include", IncludeFields.All);
        parameters.RefuseUnknown();
        error = parameters.Error;
        request = error is null ? read : null;
        return request is not null;
    }
}
