using TenantLLM.Inference.ChatTemplates.Values;

namespace TenantLLM.Inference.ChatTemplates.Library;

/// <summary>The methods of Python's <c>list</c> and <c>tuple</c>.</summary>
internal static class SequenceMethods
{
    public static object? Bind(SequenceValue sequence, string name) => name switch
    {
        "index" => new BuiltinFunction((rendering, arguments) =>
        {
            rendering.Step(sequence.Items.Count);
            for (var index = 0; index < sequence.Items.Count; index++)
            {
                if (PythonEquality.Equal(sequence.Items[index], arguments.Get(0, "value")))
                    return (long)index;
            }

            throw ChatTemplateRenderException.Invalid($"{PythonText.Repr(arguments.Get(0, "value"))} is not in list");
        }),
        "count" => new BuiltinFunction((rendering, arguments) =>
        {
            rendering.Step(sequence.Items.Count);
            return (long)sequence.Items.Count(item => PythonEquality.Equal(item, arguments.Get(0, "value")));
        }),
        "copy" when !sequence.IsTuple => new BuiltinFunction((_, _) => sequence),
        "append" or "clear" or "extend" or "insert" or "pop" or "remove" or "reverse" or "sort" when !sequence.IsTuple =>
            Unsafe(sequence, name),
        _ => null,
    };

    /// <summary>A method the immutable sandbox forbids, with its words.</summary>
    public static Undefined Unsafe(object owner, string name) =>
        new($"access to attribute '{name}' of '{TypeNames.Of(owner)}' object is unsafe.");
}
