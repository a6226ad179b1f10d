namespace TenantLLM.Storage.StoredCompletions;

/// <summary>Which stored completions of a project are wanted, in the order of their ids.</summary>
public sealed record StoredCompletionFilter
{
    /// <summary>The model's name; null: any.</summary>
    public string? Model { get; init; }

    /// <summary>Pairs that the metadata has, all of them.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Metadata { get; init; } = [];

    /// <summary>The id to begin after, which need not be there any more; null: at the beginning.</summary>
    public string? After { get; init; }

    /// <summary>Newest first.</summary>
    public bool IsDescending { get; init; }

    /// <summary>The most rows of a page, at least 1.</summary>
    public required int Limit { get; init; }

    /// <summary>The most characters of what was said: the row that brings them past it is the last of the page.</summary>
    public required int MostCharacters { get; init; }
}
