using TenantLLM.Inference.ChatTemplates.Evaluation;
using TenantLLM.Inference.ChatTemplates.Values;

namespace TenantLLM.Inference.ChatTemplates.Library;

/// <summary>What of an item a filter looks at: itself, or the attribute its <c>attribute</c> argument names, where
/// <c>a.0.b</c> goes deeper (<c>jinja2.filters.make_attrgetter</c>).</summary>
internal sealed class ItemKey(IReadOnlyList<object> path, bool ignoreCase)
{
    public static ItemKey Self { get; } = new([], ignoreCase: false);

    public static ItemKey At(object part, bool ignoreCase) => new([part], ignoreCase);

    public static ItemKey From(Arguments arguments, int index, bool ignoreCase = false)
    {
        IReadOnlyList<object> path = arguments.Get(index, "attribute", null) switch
        {
            null => [],
            string text => [.. text.Split('.').Select(part => long.TryParse(part, out var number) ? (object)number : part)],
            var number => [number],
        };
        return new ItemKey(path, ignoreCase);
    }

    public object? Of(object? item)
    {
        foreach (var part in path)
            item = Members.Item(item, part);
        return ignoreCase && PythonText.TryGet(item, out var text) ? text.ToLowerInvariant() : item;
    }
}
