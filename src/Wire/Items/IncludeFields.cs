using System.Text.Json;
using TenantLLM.Wire.Reading;

namespace TenantLLM.Wire.Items;

/// <summary>What answers may be asked to tell beside what they always do.</summary>
internal static class IncludeFields
{
    public const string Logprobs = "message.output_text.logprobs";

    /// <summary>What a response can tell. Reasoning has no encrypted form here, so that asking for it changes nothing.</summary>
    public static IReadOnlyList<string> Supported { get; } = [Logprobs, "reasoning.encrypted_content"];

    /// <summary>The API's words.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        "file_search_call.results", "web_search_call.results", "web_search_call.action.sources", "message.input_image.image_url",
        "computer_call_output.output.image_url", "code_interpreter_call.outputs", "reasoning.encrypted_content", Logprobs,
    ];

    public static IReadOnlyList<string> Read(ObjectReader fields) =>
        fields.Words("include", (value, path) => Word(fields, value, path));

    private static string Word(ObjectReader fields, JsonElement value, string path)
    {
        if (value.ValueKind != JsonValueKind.String)
            fields.Report(ParameterErrors.WrongType(path, $"one of {Phrase.List(All, "or")}", JsonKind.Of(value)));
        else if (value.GetString() is { } word && Supported.Contains(word))
            return word;
        else if (All.Contains(value.GetString()))
            fields.Report(ParameterErrors.UnsupportedInclude(path, JsonKind.Show(value), Supported));
        else
            fields.Report(ParameterErrors.WrongValue(path, JsonKind.Show(value), All));
        return "";
    }
}
