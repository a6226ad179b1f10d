using System.Text.Json;
using TenantLLM.Wire.Reading;

namespace TenantLLM.Wire.Tools;

/// <summary>
/// The fields that ask for tools and for structured output, of every endpoint: the one place where these will join. Until then they
/// accept what would change nothing, and refuse the rest by name.
/// </summary>
internal static class ToolFields
{
    private static readonly string[] Formats = ["json_object", "json_schema", "text"];

    /// <summary>Of a chat completion. Without tools it does not matter whether they may be called.</summary>
    public static void RefuseInChat(ObjectReader fields)
    {
        fields.UnsupportedArray("tools");
        Choice(fields, "tool_choice");
        fields.OnlyFlag("parallel_tool_calls", true);
        fields.UnsupportedArray("functions");
        Choice(fields, "function_call");
        RefuseFormats(fields, "response_format");
    }

    /// <summary>Of a response. Without tools it does not matter whether they may be called, so both ways of saying so are
    /// accepted.</summary>
    public static ToolSettings ReadInResponse(ObjectReader fields)
    {
        fields.UnsupportedUnlessEmpty("tools");
        fields.Unsupported("max_tool_calls");
        return new ToolSettings(Choice(fields, "tool_choice"), fields.Flag("parallel_tool_calls") ?? true);
    }

    /// <summary>The format of a text: only free text is made.</summary>
    public static void RefuseFormats(ObjectReader fields, string name)
    {
        if (fields.Object(name) is not { } format)
            return;
        var type = format.RequiredChoice("type", Formats);
        if (!fields.Failed && type != "text")
            fields.Report(ParameterErrors.UnsupportedFormat(fields.PathOf(name), type));
        format.RefuseUnknown();
    }

    private static string? Choice(ObjectReader fields, string name)
    {
        if (!fields.TryGet(name, out var choice))
            return null;
        if (choice.ValueKind == JsonValueKind.String && (choice.ValueEquals("auto") || choice.ValueEquals("none")))
            return choice.GetString();
        fields.Unsupported(name);
        return null;
    }
}

/// <summary>What a request says about tools.</summary>
/// <param name="Choice"><c>auto</c> or <c>none</c>; null where it does not say.</param>
/// <param name="IsParallel">Whether several may be called at once.</param>
internal readonly record struct ToolSettings(string? Choice, bool IsParallel);
