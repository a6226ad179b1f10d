using TenantLLM.TestKit;
using Xunit;

namespace TenantLLM.Unit.Wire;

/// <summary>Every field of a chat completion in OpenAI's document is honoured or refused by name: none is ignored, none is unknown. Those of
/// its messages are in <see cref="DocumentMessagesTests"/>.</summary>
public class DocumentFieldsTests
{
    /// <summary>Each field with a value that is not its default, and the code it is refused with; null: it is honoured.</summary>
    public static TheoryData<string, string, string?> Fields => new()
    {
        { "audio", """{"voice":"alloy","format":"mp3"}""", "unsupported_parameter" },
        { "frequency_penalty", "0.5", null },
        { "function_call", """{"name":"f"}""", "unsupported_parameter" },
        { "functions", """[{"name":"f"}]""", "unsupported_parameter" },
        { "logit_bias", """{"50256":-100}""", null },
        { "logprobs", "true", null },
        { "max_completion_tokens", "5", null },
        { "max_tokens", "5", null },
        { "messages", Sample.Messages, null },
        { "metadata", """{"a":"b"}""", null },
        { "modalities", """["text","audio"]""", "unsupported_value" },
        { "model", "\"demo\"", null },
        { "moderation", """{"model":"omni-moderation-latest"}""", "unsupported_parameter" },
        { "n", "2", null },
        { "parallel_tool_calls", "false", "unsupported_value" },
        { "prediction", """{"type":"content","content":"x"}""", "unsupported_parameter" },
        { "presence_penalty", "-1", null },
        { "prompt_cache_key", "\"k\"", null },
        { "prompt_cache_options", """{"mode":"explicit"}""", "unsupported_value" },
        { "prompt_cache_retention", "\"24h\"", "unsupported_value" },
        { "reasoning_effort", "\"high\"", null },
        { "response_format", """{"type":"json_object"}""", "unsupported_value" },
        { "safety_identifier", "\"s\"", null },
        { "seed", "1", null },
        { "service_tier", "\"flex\"", null },
        { "stop", "\"END\"", null },
        { "store", "true", null },
        { "stream", "true", null },
        { "stream_options", """{"include_usage":true}""", null },
        { "temperature", "0", null },
        { "tool_choice", "\"required\"", "unsupported_parameter" },
        { "tools", """[{"type":"function","function":{"name":"f"}}]""", "unsupported_parameter" },
        { "top_logprobs", "3", null },
        { "top_p", "0.5", null },
        { "user", "\"u\"", null },
        { "verbosity", "\"high\"", "unsupported_value" },
        { "web_search_options", "{}", "unsupported_parameter" },
    };

    public static TheoryData<string> OptionalNames => [.. Fields.Select(row => (string)row[0]!).Except(["model", "messages"])];

    [SharedFact(OpenApiDocument.SharedPath)]
    public void Fields_OfTheDocument_AreAllInThisTable() => Assert.Equal(
        OpenApiDocument.Shared.Properties("CreateChatCompletionRequest").Keys.Order(),
        Fields.Select(row => (string)row[0]!).Order());

    [Theory]
    [MemberData(nameof(Fields))]
    public void Field_WithAValue_IsHonouredOrRefusedByName(string field, string value, string? code)
    {
        var body = BodyWith(field, value);

        if (code is null)
        {
            Sample.Read(body);
            return;
        }

        var error = Sample.ReadError(body);
        Assert.Equal(code, error.Code);
        Assert.StartsWith(field, error.Param, StringComparison.Ordinal);
        Assert.Contains($"'{field}", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(OptionalNames))]
    public void Field_OfNull_IsItsDefault(string field) => Sample.Read(Sample.Body($"\"{field}\":null"));

    [Theory]
    [InlineData("\"logprobs\":false")]
    [InlineData("\"top_logprobs\":0")]
    [InlineData("\"n\":1")]
    [InlineData("\"n\":1.0")]
    [InlineData("\"frequency_penalty\":0,\"presence_penalty\":0.0")]
    [InlineData("\"logit_bias\":{}")]
    [InlineData("\"modalities\":[\"text\"]")]
    [InlineData("\"response_format\":{\"type\":\"text\"}")]
    [InlineData("\"tool_choice\":\"none\",\"function_call\":\"none\",\"parallel_tool_calls\":true")]
    [InlineData("\"tool_choice\":\"auto\",\"function_call\":\"auto\"")]
    [InlineData("\"reasoning_effort\":\"medium\",\"verbosity\":\"medium\"")]
    [InlineData("\"prompt_cache_retention\":\"in_memory\",\"prompt_cache_options\":{\"mode\":\"implicit\"}")]
    public void Fields_OfDefaults_AreAccepted(string fields) => Sample.Read(Sample.Body(fields));

    [Theory]
    [InlineData("\"tools\":[]", "empty_array", "Invalid 'tools': empty array. Expected an array with minimum length 1, but got an empty array instead.")]
    [InlineData("\"tools\":[{}]", "unsupported_parameter", "Unsupported parameter: 'tools' is not supported with this model.")]
    [InlineData("\"parallel_tool_calls\":false", "unsupported_value", "Unsupported value: 'parallel_tool_calls' does not support false with this model. Only the default (true) value is supported.")]
    [InlineData("\"modalities\":[\"audio\"]", "unsupported_value", "Unsupported value: 'modalities' does not support [\"audio\"] with this model. Only the default (['text']) value is supported.")]
    [InlineData("\"modalities\":[]", "empty_array", "Invalid 'modalities': empty array. Expected an array with minimum length 1, but got an empty array instead.")]
    [InlineData("\"modalities\":\"text\"", "invalid_type", "Invalid type for 'modalities': expected an array of strings, but got a string instead.")]
    [InlineData("\"reasoning_effort\":\"huge\"", "invalid_value", "Invalid value: 'huge'. Supported values are: 'none', 'minimal', 'low', 'medium', 'high', 'xhigh', and 'max'.")]
    [InlineData("\"verbosity\":\"loud\"", "invalid_value", "Invalid value: 'loud'. Supported values are: 'low', 'medium', and 'high'.")]
    [InlineData("\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{}}", "unsupported_value", "Invalid parameter: 'response_format' of type 'json_schema' is not supported with this model.")]
    public void Field_NotHonouredYet_SaysSo(string fields, string code, string message)
    {
        var error = Sample.ReadError(Sample.Body(fields));

        Assert.Equal((code, message), (error.Code, error.Message));
    }

    [Fact]
    public void ServiceTier_OfEveryName_IsAccepted() => Assert.All(
        ["auto", "default", "flex", "scale", "priority", "fast"],
        tier => Assert.Equal(tier, Sample.Read(Sample.Body($"\"service_tier\":\"{tier}\"")).ServiceTier));

    private static string BodyWith(string field, string value) => field switch
    {
        "model" or "messages" => Sample.Body(""),
        "stream_options" => Sample.Body($"\"stream\":true,\"{field}\":{value}"),
        "top_logprobs" => Sample.Body($"\"logprobs\":true,\"{field}\":{value}"),
        _ => Sample.Body($"\"{field}\":{value}"),
    };
}
