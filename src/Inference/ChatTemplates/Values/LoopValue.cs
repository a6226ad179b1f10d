using TenantLLM.Inference.ChatTemplates.Evaluation;

namespace TenantLLM.Inference.ChatTemplates.Values;

/// <summary>The <c>loop</c> of a for block.</summary>
/// <param name="items">What is looped over.</param>
/// <param name="depth">Loops around it that called themselves, from 0.</param>
/// <param name="recurse">Runs the loop's body over other items, where the loop is <c>recursive</c>.</param>
internal sealed class LoopValue(IReadOnlyList<object?> items, int depth, Func<object?, int, object?>? recurse) : CallableValue
{
    private object? _changed;
    private bool _hasChanged;

    public int Index { get; set; }

    public object? Attribute(string name) => name switch
    {
        "index" => Index + 1L,
        "index0" => (long)Index,
        "revindex" => (long)(items.Count - Index),
        "revindex0" => (long)(items.Count - Index - 1),
        "first" => Index == 0,
        "last" => Index == items.Count - 1,
        "length" => (long)items.Count,
        "depth" => depth + 1L,
        "depth0" => (long)depth,
        "previtem" => Index > 0 ? items[Index - 1] : new Undefined("there is no previous item"),
        "nextitem" => Index + 1 < items.Count ? items[Index + 1] : new Undefined("there is no next item"),
        "cycle" => new BuiltinFunction((_, arguments) => Cycle(arguments)),
        "changed" => new BuiltinFunction((_, arguments) => Changed(arguments)),
        _ => new Undefined($"'loop' has no attribute '{name}'"),
    };

    public override object? Invoke(Rendering rendering, Arguments arguments)
    {
        if (recurse is null)
            throw ChatTemplateRenderException.Invalid("The loop must have the 'recursive' marker to be called recursively.");
        return recurse(arguments.Get(0, "iterable"), depth + 1);
    }

    private object? Cycle(Arguments arguments) => arguments.Count == 0
        ? throw ChatTemplateRenderException.Invalid("no items for cycling given")
        : arguments.Get(Index % arguments.Count, "item");

    private bool Changed(Arguments arguments)
    {
        var value = SequenceValue.Tuple([.. arguments.Positional]);
        var changed = !_hasChanged || !PythonEquality.Equal(value, _changed);
        (_changed, _hasChanged) = (value, true);
        return changed;
    }
}
