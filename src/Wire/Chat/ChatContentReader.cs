using System.Text.Json;
using TenantLLM.Wire.Reading;

namespace TenantLLM.Wire.Chat;

/// <summary>The content of a message: a text, or parts of which only texts are understood.</summary>
internal static class ChatContentReader
{
    private const string Field = "content";

    private static readonly string[] PartTypes = ["text", "image_url", "input_audio", "refusal", "audio", "file"];

    public static ChatContent Required(ObjectReader fields, string role)
    {
        if (!fields.TryGetOrNull(Field, out var value))
            fields.Report(ParameterErrors.Missing(fields.PathOf(Field)));
        else if (value.ValueKind == JsonValueKind.Null)
            fields.Report(ParameterErrors.NullContent(fields.PathOf(Field)));
        return Optional(fields, role);
    }

    public static ChatContent Optional(ObjectReader fields, string role)
    {
        if (!fields.TryGet(Field, out var value))
            return default;
        switch (value.ValueKind)
        {
            case JsonValueKind.String:
                return new ChatContent(fields.Text(Field, RequestLimits.LongestText));
            case JsonValueKind.Array:
                var parts = fields.Objects(Field, part => Part(part, role));
                return new ChatContent(Joined(parts, part => part.Text), Joined(parts, part => part.Refusal))
                {
                    Parts = [.. parts.Select(part => part.Text).OfType<string>()],
                };
            default:
                fields.Report(ParameterErrors.WrongType(fields.PathOf(Field), "one of a string or array of objects", JsonKind.Of(value)));
                return default;
        }
    }

    private static ChatContent Part(ObjectReader fields, string role)
    {
        var content = default(ChatContent);
        switch (fields.RequiredChoice("type", PartTypes))
        {
            case "text":
                content = new ChatContent(fields.RequiredText("text"));
                fields.Unsupported("prompt_cache_breakpoint");
                break;
            case "refusal" when role == ChatRoles.Assistant:
                content = new ChatContent(null, fields.RequiredText("refusal"));
                break;
            case var type:
                fields.Report(ParameterErrors.UnsupportedPart(fields.PathOf("type"), type));
                break;
        }

        fields.RefuseUnknown();
        return content;
    }

    private static string? Joined(IReadOnlyList<ChatContent> parts, Func<ChatContent, string?> text)
    {
        var texts = parts.Select(text).OfType<string>().ToList();
        return texts.Count == 0 ? null : string.Join('\n', texts);
    }
}

/// <summary>What a message or one of its parts says.</summary>
internal readonly record struct ChatContent(string? Text, string? Refusal = null)
{
    private readonly IReadOnlyList<string>? _parts;

    /// <summary>The texts of a message whose content came in parts.</summary>
    public IReadOnlyList<string> Parts
    {
        get => _parts ?? [];
        init => _parts = value;
    }
}
