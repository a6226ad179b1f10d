namespace TenantLLM.Wire.Reading;

/// <content>Fields of the Administration API.</content>
internal sealed partial class ObjectReader
{
    /// <summary>A text that is not empty; null where there is none.</summary>
    public string? Name(string name, int maxLength)
    {
        var text = Text(name, maxLength);
        if (text is not null && string.IsNullOrWhiteSpace(text))
            Report(ParameterErrors.EmptyString(PathOf(name)));
        return text;
    }

    public string RequiredName(string name, int maxLength)
    {
        RequiredText(name);
        return Name(name, maxLength) ?? "";
    }

    /// <summary>Whole seconds, at least one; null where there are none.</summary>
    public TimeSpan? LifeTime(string name, long most) => Integer(name, 1, most) is { } seconds ? TimeSpan.FromSeconds(seconds) : null;
}
