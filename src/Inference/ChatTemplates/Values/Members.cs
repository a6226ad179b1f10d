using TenantLLM.Inference.ChatTemplates.Library;

namespace TenantLLM.Inference.ChatTemplates.Values;

/// <summary>Jinja's <c>a.b</c> and <c>a[b]</c>: each falls back on the other (<c>Environment.getattr</c>, <c>getitem</c>).</summary>
internal static class Members
{
    public static object? Attribute(object? owner, string name) =>
        TryAttribute(owner, name, out var attribute) || TryItem(owner, name, out attribute)
            ? attribute
            : Undefined.Member(owner, name);

    /// <summary>The <c>attr</c> filter: an item of that name does not count.</summary>
    public static object? AttributeOnly(object? owner, string name) =>
        TryAttribute(owner, name, out var attribute) ? attribute : Undefined.Member(owner, name);

    public static object? Item(object? owner, object? key) =>
        TryItem(owner, key, out var item) || (PythonText.TryGet(key, out var name) && TryAttribute(owner, name, out item))
            ? item
            : Undefined.Member(owner, key);

    private static bool TryAttribute(object? owner, string name, out object? attribute)
    {
        attribute = owner switch
        {
            Undefined undefined => throw undefined.Failure(),
            string or SafeString => StringMethods.Bind(PythonText.Str(owner), name),
            MapValue map => MapMethods.Bind(map, name),
            SequenceValue sequence => SequenceMethods.Bind(sequence, name),
            LoopValue loop => loop.Attribute(name),
            _ => null,
        };
        if (owner is NamespaceValue names)
            return names.Attributes.TryGetValue(name, out attribute);
        return attribute is not null || owner is LoopValue;
    }

    private static bool TryItem(object? owner, object? key, out object? item)
    {
        item = null;
        switch (owner)
        {
            case Undefined undefined:
                throw undefined.Failure();
            case MapValue map:
                return map.TryGet(key, out item);
            case SequenceValue sequence when Numbers.TryInteger(key, out var index):
                return TryAt(sequence.Items, index, out item);
            case string or SafeString when Numbers.TryInteger(key, out var index):
                return TryAt(CodePoints.Split(PythonText.Str(owner)), index, out item);
            default:
                return false;
        }
    }

    private static bool TryAt(IReadOnlyList<object?> items, long index, out object? item)
    {
        if (index < 0)
            index += items.Count;
        var found = index >= 0 && index < items.Count;
        item = found ? items[(int)index] : null;
        return found;
    }
}
