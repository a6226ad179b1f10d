using TenantLLM.Inference.ChatTemplates.Values;

namespace TenantLLM.Inference.ChatTemplates.Library;

/// <summary>The methods of Python's <c>dict</c>. Like Jinja, <c>a.items</c> is the method even where the dict has such a key.</summary>
internal static class MapMethods
{
    public static object? Bind(MapValue map, string name) => name switch
    {
        "items" => new BuiltinFunction((_, _) => Pairs(map)),
        "keys" => new BuiltinFunction((_, _) => new SequenceValue([.. map.Entries.Keys])),
        "values" => new BuiltinFunction((_, _) => new SequenceValue([.. map.Entries.Values])),
        "get" => new BuiltinFunction((_, arguments) =>
            map.TryGet(arguments.Get(0, "key"), out var value) ? value : arguments.Get(1, "default", null)),
        "copy" => new BuiltinFunction((_, _) => map),
        "clear" or "pop" or "popitem" or "setdefault" or "update" => SequenceMethods.Unsafe(map, name),
        _ => null,
    };

    public static SequenceValue Pairs(MapValue map) =>
        new([.. map.Entries.Select(entry => (object?)SequenceValue.Tuple(entry.Key, entry.Value))]);
}
