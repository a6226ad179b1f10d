using System.Collections.Frozen;

namespace TenantLLM.Inference.ChatTemplates.Library;

/// <summary>The filters, by name.</summary>
internal static class Filters
{
    private static readonly FrozenDictionary<string, FilterFunction> All =
        TextFilters.All.Concat(SequenceFilters.All).Concat(ValueFilters.All).ToFrozenDictionary(StringComparer.Ordinal);

    public static bool Knows(string name) => All.ContainsKey(name);

    public static FilterFunction Find(string name) => All.TryGetValue(name, out var filter)
        ? filter
        : throw ChatTemplateRenderException.Invalid($"No filter named '{name}' found.");
}
