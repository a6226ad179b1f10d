namespace TenantLLM.Inference.ChatTemplates.Values;

/// <summary>A Python dict, in the order its keys were added.</summary>
internal sealed class MapValue
{
    public OrderedDictionary<object, object?> Entries { get; } = new(PythonEquality.Comparer);

    public object? this[string key]
    {
        set => Entries[key] = value;
    }

    public void Set(object? key, object? value)
    {
        if (key is null or Undefined or SequenceValue { IsTuple: false } or MapValue or NamespaceValue)
            throw ChatTemplateRenderException.Invalid($"unhashable type: '{TypeNames.Of(key)}'");
        Entries[key] = value;
    }

    public bool TryGet(object? key, out object? value)
    {
        value = null;
        return key is not null && Entries.TryGetValue(key, out value);
    }
}
