namespace TenantLLM.Inference.ChatTemplates.Values;

/// <summary>A Python list or tuple. Immutable: the sandbox forbids what would change one.</summary>
internal sealed record SequenceValue(IReadOnlyList<object?> Items, bool IsTuple = false)
{
    public static SequenceValue Empty { get; } = new([]);

    public static SequenceValue Tuple(params object?[] items) => new(items, IsTuple: true);
}
