using TenantLLM.TestKit;
using TenantLLM.Wire.Errors;
using TenantLLM.Wire.Responses;
using Xunit;

namespace TenantLLM.Unit.Wire.Responses;

/// <summary>Every field of OpenAI's document is honoured or refused by name: none is ignored, none is unknown.</summary>
public class ResponseFieldsTests
{
    private static readonly string[] NewerThanTheDocument = ["access_programs", "background_options", "image"];

    /// <summary>Each field with a value that is not its default, and the code it is refused with; null: it is honoured.</summary>
    public static TheoryData<string, string, string?> Fields => new()
    {
        { "access_programs", "[\"p\"]", "unsupported_parameter" },
        { "background", "true", null },
        { "background_options", "{}", "unsupported_parameter" },
        { "context_management", """[{"type":"compaction"}]""", "unsupported_parameter" },
        { "conversation", "\"conv_1\"", null },
        { "image", "{}", "unsupported_parameter" },
        { "include", """["code_interpreter_call.outputs"]""", "unsupported_value" },
        { "input", "\"Hi\"", null },
        { "instructions", "\"Be brief.\"", null },
        { "max_output_tokens", "16", null },
        { "max_tool_calls", "3", "unsupported_parameter" },
        { "metadata", """{"a":"b"}""", null },
        { "model", "\"demo\"", null },
        { "moderation", """{"model":"omni-moderation-latest"}""", "unsupported_parameter" },
        { "parallel_tool_calls", "false", null },
        { "previous_response_id", "\"resp_1\"", null },
        { "prompt", """{"id":"pmpt_1"}""", "unsupported_parameter" },
        { "prompt_cache_key", "\"k\"", null },
        { "prompt_cache_options", """{"mode":"explicit"}""", "unsupported_value" },
        { "prompt_cache_retention", "\"24h\"", "unsupported_value" },
        { "reasoning", """{"effort":"low"}""", "unsupported_value" },
        { "safety_identifier", "\"s\"", null },
        { "service_tier", "\"ultrafast\"", null },
        { "store", "false", null },
        { "stream", "true", null },
        { "stream_options", """{"include_obfuscation":false}""", null },
        { "temperature", "0", null },
        { "text", """{"format":{"type":"json_schema","name":"n","schema":{}}}""", "unsupported_value" },
        { "tool_choice", """{"type":"function","name":"f"}""", "unsupported_parameter" },
        { "tools", """[{"type":"function","name":"f"}]""", "unsupported_parameter" },
        { "top_logprobs", "3", null },
        { "top_p", "0.5", null },
        { "truncation", "\"auto\"", null },
        { "user", "\"u\"", null },
    };

    public static TheoryData<string> OptionalNames => [.. Fields.Select(row => (string)row[0]!).Except(["model", "input"])];

    [SharedFact(OpenApiDocument.SharedPath)]
    public void Fields_OfTheDocument_AreAllInThisTable() => Assert.Equal(
        OpenApiDocument.Shared.Properties("CreateResponse").Keys.Concat(NewerThanTheDocument).Order(),
        Fields.Select(row => (string)row[0]!).Order());

    [SharedFact(OpenApiDocument.SharedPath)]
    public void Fields_OfATokenCount_AreAllKnown() => Assert.All(
        OpenApiDocument.Shared.Properties("TokenCountsBody").Keys,
        name =>
        {
            var body = $$"""{"model":"demo","input":"Hi","{{name}}":5.5}""";
            Assert.False(InputTokensRequest.TryRead(ResponseSample.Bytes(body), out _, out ApiError? error));
            Assert.NotEqual("unknown_parameter", error.Code);
            Assert.Equal(name, error.Param);
        });

    [Theory]
    [MemberData(nameof(Fields))]
    public void Field_WithAValue_IsHonouredOrRefusedByName(string field, string value, string? code)
    {
        var body = BodyWith(field, value);

        if (code is null)
        {
            ResponseSample.Read(body);
            return;
        }

        var error = ResponseSample.ReadError(body);
        Assert.Equal(code, error.Code);
        Assert.StartsWith(field, error.Param, StringComparison.Ordinal);
        Assert.Contains($"'{field}", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(OptionalNames))]
    public void Field_OfNull_IsItsDefault(string field) => ResponseSample.Read(ResponseSample.Body($"\"{field}\":null"));

    [Theory]
    [InlineData("\"tools\":[],\"tool_choice\":\"auto\",\"parallel_tool_calls\":true")]
    [InlineData("\"tool_choice\":\"none\"")]
    [InlineData("\"text\":{\"format\":{\"type\":\"text\"},\"verbosity\":\"medium\"}")]
    [InlineData("\"text\":{}")]
    [InlineData("\"reasoning\":{\"effort\":\"none\",\"summary\":null,\"context\":\"auto\",\"mode\":\"standard\"}")]
    [InlineData("\"reasoning\":{\"effort\":\"medium\"}")]
    [InlineData("\"include\":[]")]
    [InlineData("\"truncation\":\"disabled\",\"top_logprobs\":0")]
    [InlineData("\"prompt_cache_retention\":\"in_memory\",\"prompt_cache_options\":{\"mode\":\"implicit\"}")]
    public void Fields_OfDefaults_AreAccepted(string fields) => ResponseSample.Read(ResponseSample.Body(fields));

    private static string BodyWith(string field, string value) => field switch
    {
        "model" or "input" => ResponseSample.Body(""),
        "stream_options" => ResponseSample.Body($"\"stream\":true,\"{field}\":{value}"),
        _ => ResponseSample.Body($"\"{field}\":{value}"),
    };
}
