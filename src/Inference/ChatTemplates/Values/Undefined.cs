namespace TenantLLM.Inference.ChatTemplates.Values;

/// <summary>What a missing name, key or attribute gives: empty when printed, false, and a failure when used.</summary>
/// <param name="Message">What using it says.</param>
internal sealed record Undefined(string Message)
{
    public static Undefined Name(string name) => new($"'{name}' is undefined");

    public static Undefined Member(object? owner, object? key) => new(
        key is string name
            ? $"'{TypeNames.Described(owner)}' has no attribute '{name}'"
            : $"{TypeNames.Described(owner)} has no element {PythonText.Repr(key)}");

    public ChatTemplateRenderException Failure() => ChatTemplateRenderException.Invalid(Message);
}
