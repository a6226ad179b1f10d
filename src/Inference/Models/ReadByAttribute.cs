namespace TenantLLM.Inference.Models;

/// <summary>The backends that read an option of <see cref="ModelOptions"/>. All others would ignore it, so a value other than its default
/// is refused there. An option without this is read whatever the backend is.</summary>
/// <param name="backends">Their names, as <see cref="ModelOptions.Backend"/> has them.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ReadByAttribute(params string[] backends) : Attribute
{
    public IReadOnlyList<string> Backends => backends;
}
