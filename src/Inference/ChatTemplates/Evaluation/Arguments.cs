using TenantLLM.Inference.ChatTemplates.Values;

namespace TenantLLM.Inference.ChatTemplates.Evaluation;

/// <summary>The arguments of a call.</summary>
internal sealed class Arguments(IReadOnlyList<object?> positional, IReadOnlyList<KeyValuePair<string, object?>> named)
{
    public static Arguments None { get; } = new([], []);

    public IReadOnlyList<object?> Positional => positional;

    public IReadOnlyList<KeyValuePair<string, object?>> Named => named;

    public int Count => positional.Count;

    public bool TryGet(int index, string name, out object? value)
    {
        if (index < positional.Count)
        {
            value = positional[index];
            return true;
        }

        foreach (var argument in named)
        {
            if (argument.Key == name)
            {
                value = argument.Value;
                return true;
            }
        }

        value = null;
        return false;
    }

    /// <summary>An argument that must be there.</summary>
    public object? Get(int index, string name) => TryGet(index, name, out var value)
        ? value
        : throw ChatTemplateRenderException.Invalid($"missing 1 required positional argument: '{name}'");

    public object? Get(int index, string name, object? missing) => TryGet(index, name, out var value) ? value : missing;

    public string Text(int index, string name) => PythonText.TryGet(Get(index, name), out var text)
        ? text
        : throw ChatTemplateRenderException.Invalid($"argument '{name}' must be str, not {TypeNames.Of(Get(index, name))}");

    public string Text(int index, string name, string missing) => TryGet(index, name, out _) ? Text(index, name) : missing;

    public long Integer(int index, string name, long missing)
    {
        if (!TryGet(index, name, out var value))
            return missing;
        return Numbers.TryInteger(value, out var integer)
            ? integer
            : throw ChatTemplateRenderException.Invalid($"'{TypeNames.Of(value)}' object cannot be interpreted as an integer");
    }

    public bool Flag(int index, string name, bool missing = false) =>
        TryGet(index, name, out var value) ? Truth.Of(value) : missing;

    /// <summary>The arguments after the first ones.</summary>
    public Arguments Skip(int count) => new([.. positional.Skip(count)], named);
}
