namespace TenantLLM.Grains.Abstractions.ApiKeys;

/// <summary>What a restricted key may do.</summary>
/// <param name="Text">Scopes with a space between each two.</param>
[GenerateSerializer, Immutable, Alias("TenantLLM.ApiKeyScopes")]
public sealed record ApiKeyScopes([property: Id(0)] string Text)
{
    /// <summary>Everything, as a key without scopes.</summary>
    public const string All = "api.all";

    /// <summary>Everything that changes nothing.</summary>
    public const string Read = "api.read";

    /// <summary>Inference alone, by whatever endpoint.</summary>
    public const string Inference = "api.model.request";

    /// <summary>What there is, beside one for reading and one for writing of each resource.</summary>
    public static IReadOnlyList<string> General { get; } = [All, Read, Inference];

    public bool Contains(string scope)
    {
        foreach (var range in Text.AsSpan().Split(' '))
        {
            if (Text.AsSpan(range).SequenceEqual(scope))
                return true;
        }

        return false;
    }
}
