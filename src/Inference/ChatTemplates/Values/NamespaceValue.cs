namespace TenantLLM.Inference.ChatTemplates.Values;

/// <summary>What <c>namespace()</c> makes: the one value whose attributes a template can set, so that a loop can leave
/// something behind.</summary>
internal sealed class NamespaceValue
{
    public OrderedDictionary<string, object?> Attributes { get; } = new(StringComparer.Ordinal);
}
