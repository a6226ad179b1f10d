using TenantLLM.TestKit;
using Xunit;

namespace TenantLLM.Unit.Wire;

/// <summary>Every field of every form of message in OpenAI's document, and of what a request nests elsewhere, is honoured or refused by
/// name, as those of the request are (<see cref="DocumentFieldsTests"/>).</summary>
public class DocumentMessagesTests
{
    private const string Function = """{"id":"c","type":"function","function":{"name":"f","arguments":"{}"}}""";
    private const string Custom = """{"id":"c","type":"custom","custom":{"name":"f","input":"x"}}""";

    /// <summary>Each field of a schema with a message that has it, and the code and the place it is refused with; null: it is
    /// honoured.</summary>
    public static TheoryData<string, string, string, string?, string?> Fields => new()
    {
        { "ChatCompletionRequestDeveloperMessage", "role", """{"role":"developer","content":"x"}""", null, null },
        { "ChatCompletionRequestDeveloperMessage", "content", """{"role":"developer","content":[{"type":"text","text":"x"}]}""", null, null },
        { "ChatCompletionRequestDeveloperMessage", "name", """{"role":"developer","content":"x","name":"n"}""", null, null },
        { "ChatCompletionRequestSystemMessage", "role", """{"role":"system","content":"x"}""", null, null },
        { "ChatCompletionRequestSystemMessage", "content", """{"role":"system","content":[{"type":"text","text":"x"}]}""", null, null },
        { "ChatCompletionRequestSystemMessage", "name", """{"role":"system","content":"x","name":"n"}""", null, null },
        { "ChatCompletionRequestUserMessage", "role", """{"role":"user","content":"x"}""", null, null },
        { "ChatCompletionRequestUserMessage", "content", """{"role":"user","content":[{"type":"text","text":"x"},{"type":"text","text":"y"}]}""", null, null },
        { "ChatCompletionRequestUserMessage", "name", """{"role":"user","content":"x","name":"n"}""", null, null },
        { "ChatCompletionRequestAssistantMessage", "role", """{"role":"assistant","content":"x"}""", null, null },
        { "ChatCompletionRequestAssistantMessage", "content", """{"role":"assistant","content":[{"type":"text","text":"x"}]}""", null, null },
        { "ChatCompletionRequestAssistantMessage", "refusal", """{"role":"assistant","refusal":"No."}""", null, null },
        { "ChatCompletionRequestAssistantMessage", "name", """{"role":"assistant","content":"x","name":"n"}""", null, null },
        { "ChatCompletionRequestAssistantMessage", "tool_calls", AnsweredCall(Function), null, null },
        { "ChatCompletionRequestAssistantMessage", "audio", """{"role":"assistant","audio":{"id":"a"}}""", "unsupported_parameter", "messages[0].audio" },
        { "ChatCompletionRequestAssistantMessage", "function_call", """{"role":"assistant","function_call":{"name":"f","arguments":"{}"}}""", "unsupported_parameter", "messages[0].function_call" },
        { "ChatCompletionRequestToolMessage", "role", AnsweredCall(Function), null, null },
        { "ChatCompletionRequestToolMessage", "content", AnsweredCall(Function), null, null },
        { "ChatCompletionRequestToolMessage", "tool_call_id", AnsweredCall(Function), null, null },
        { "ChatCompletionRequestFunctionMessage", "role", """{"role":"function","content":"x","name":"f"}""", "unsupported_value", "messages[0].role" },
        { "ChatCompletionRequestFunctionMessage", "content", """{"role":"function","content":"x","name":"f"}""", "unsupported_value", "messages[0].role" },
        { "ChatCompletionRequestFunctionMessage", "name", """{"role":"function","content":"x","name":"f"}""", "unsupported_value", "messages[0].role" },
        { "ChatCompletionMessageToolCall", "id", AnsweredCall(Function), null, null },
        { "ChatCompletionMessageToolCall", "type", AnsweredCall(Function), null, null },
        { "ChatCompletionMessageToolCall", "function", AnsweredCall(Function), null, null },
        { "ChatCompletionMessageCustomToolCall", "id", AnsweredCall(Custom), "unsupported_value", "messages[0].tool_calls[0].type" },
        { "ChatCompletionMessageCustomToolCall", "type", AnsweredCall(Custom), "unsupported_value", "messages[0].tool_calls[0].type" },
        { "ChatCompletionMessageCustomToolCall", "custom", AnsweredCall(Custom), "unsupported_value", "messages[0].tool_calls[0].type" },
        { "ChatCompletionRequestMessageContentPartText", "type", Part("text", "\"x\""), null, null },
        { "ChatCompletionRequestMessageContentPartText", "text", Part("text", "\"x\""), null, null },
        { "ChatCompletionRequestMessageContentPartText", "prompt_cache_breakpoint", Part("text", "\"x\"", WithBreakpoint), "unsupported_parameter", "messages[0].content[0].prompt_cache_breakpoint" },
        { "ChatCompletionRequestMessageContentPartImage", "type", Part("image_url", Image), "unsupported_value", "messages[0].content[0].type" },
        { "ChatCompletionRequestMessageContentPartImage", "image_url", Part("image_url", Image), "unsupported_value", "messages[0].content[0].type" },
        { "ChatCompletionRequestMessageContentPartImage", "prompt_cache_breakpoint", Part("image_url", Image, WithBreakpoint), "unsupported_value", "messages[0].content[0].type" },
        { "ChatCompletionRequestMessageContentPartAudio", "type", Part("input_audio", Audio), "unsupported_value", "messages[0].content[0].type" },
        { "ChatCompletionRequestMessageContentPartAudio", "input_audio", Part("input_audio", Audio), "unsupported_value", "messages[0].content[0].type" },
        { "ChatCompletionRequestMessageContentPartAudio", "prompt_cache_breakpoint", Part("input_audio", Audio, WithBreakpoint), "unsupported_value", "messages[0].content[0].type" },
        { "ChatCompletionRequestMessageContentPartFile", "type", Part("file", File), "unsupported_value", "messages[0].content[0].type" },
        { "ChatCompletionRequestMessageContentPartFile", "file", Part("file", File), "unsupported_value", "messages[0].content[0].type" },
        { "ChatCompletionRequestMessageContentPartFile", "prompt_cache_breakpoint", Part("file", File, WithBreakpoint), "unsupported_value", "messages[0].content[0].type" },
        { "ChatCompletionRequestMessageContentPartRefusal", "type", Refusal("assistant"), null, null },
        { "ChatCompletionRequestMessageContentPartRefusal", "refusal", Refusal("assistant"), null, null },
    };

    /// <summary>Each field of an object that a request nests.</summary>
    public static TheoryData<string, string, string, string?, string?> NestedFields => new()
    {
        { "ChatCompletionStreamOptions", "include_usage", "\"stream\":true,\"stream_options\":{\"include_usage\":true}", null, null },
        { "ChatCompletionStreamOptions", "include_obfuscation", "\"stream\":true,\"stream_options\":{\"include_obfuscation\":false}", null, null },
        { "PromptCacheOptionsParam", "mode", "\"prompt_cache_options\":{\"mode\":\"explicit\"}", "unsupported_value", "prompt_cache_options.mode" },
        { "PromptCacheOptionsParam", "ttl", "\"prompt_cache_options\":{\"ttl\":\"30m\"}", "unsupported_parameter", "prompt_cache_options.ttl" },
        { "ResponseFormatText", "type", "\"response_format\":{\"type\":\"text\"}", null, null },
        { "ResponseFormatJsonObject", "type", "\"response_format\":{\"type\":\"json_object\"}", "unsupported_value", "response_format" },
        { "ResponseFormatJsonSchema", "type", JsonSchema, "unsupported_value", "response_format" },
        { "ResponseFormatJsonSchema", "json_schema", JsonSchema, "unsupported_value", "response_format" },
    };

    public static TheoryData<string> Schemas => [.. Fields.Concat(NestedFields).Select(row => (string)row[0]!).Distinct()];

    [SharedTheory(OpenApiDocument.SharedPath)]
    [MemberData(nameof(Schemas))]
    public void Fields_OfTheDocument_AreAllInThisTable(string schema) => Assert.Equal(
        OpenApiDocument.Shared.Properties(schema).Keys.Order(),
        Fields.Concat(NestedFields).Where(row => (string)row[0]! == schema).Select(row => (string)row[1]!).Order());

    [SharedTheory(OpenApiDocument.SharedPath)]
    [InlineData("ChatCompletionRequestMessage")]
    [InlineData("ChatCompletionRequestUserMessageContentPart")]
    [InlineData("ChatCompletionRequestAssistantMessageContentPart")]
    [InlineData("ChatCompletionRequestSystemMessageContentPart")]
    [InlineData("ChatCompletionRequestToolMessageContentPart")]
    public void Forms_OfTheDocument_AreAllInThisTable(string schema) =>
        Assert.Empty(OpenApiDocument.Shared.Alternatives(schema).Except(Fields.Select(row => (string)row[0]!)));

    [Theory]
    [MemberData(nameof(Fields))]
    public void MessageField_WithAValue_IsHonouredOrRefusedByName(string schema, string field, string message, string? code, string? param)
    {
        Assert.Contains($"\"{field}\"", message, StringComparison.Ordinal);
        AssertOutcome(schema, Sample.BodyOf($"[{message}]"), code, param);
    }

    [Theory]
    [MemberData(nameof(NestedFields))]
    public void NestedField_WithAValue_IsHonouredOrRefusedByName(string schema, string field, string fields, string? code, string? param)
    {
        Assert.Contains($"\"{field}\"", fields, StringComparison.Ordinal);
        AssertOutcome(schema, Sample.Body(fields), code, param);
    }

    [Theory]
    [InlineData("system")]
    [InlineData("developer")]
    [InlineData("user")]
    public void Refusal_OfAnotherThanTheAssistant_IsRefused(string role) =>
        Assert.Equal("messages[0].content[0].type", Sample.ReadError(Sample.BodyOf($"[{Refusal(role)}]")).Param);

    private const string Image = """{"url":"https://example.org/a.png"}""";
    private const string Audio = """{"data":"AAAA","format":"wav"}""";
    private const string File = """{"file_id":"file-1"}""";
    private const string WithBreakpoint = ""","prompt_cache_breakpoint":{"mode":"explicit"}""";
    private const string JsonSchema = "\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"n\"}}";

    private static void AssertOutcome(string schema, string body, string? code, string? param)
    {
        if (code is null)
        {
            Sample.Read(body);
            return;
        }

        var error = Sample.ReadError(body);
        Assert.True((code, param) == (error.Code, error.Param), $"{schema}: {error.Code} {error.Param}: {error.Message}");
    }

    private static string AnsweredCall(string call) =>
        $$"""{"role":"assistant","tool_calls":[{{call}}]},{"role":"tool","tool_call_id":"c","content":[{"type":"text","text":"x"}]}""";

    private static string Part(string type, string value, string more = "") =>
        $$"""{"role":"user","content":[{"type":"{{type}}","{{type}}":{{value}}{{more}}}]}""";

    private static string Refusal(string role) => $$"""{"role":"{{role}}","content":[{"type":"refusal","refusal":"No."}]}""";
}
