using Xunit;

namespace TenantLLM.Unit.Wire;

/// <summary>Every message of the request reader.</summary>
public class RequestErrorTests
{
    private const string Call = """{"role":"assistant","tool_calls":[{"id":"call_1","type":"function","function":{"name":"f","arguments":"{}"}}]}""";

    [Theory]
    [InlineData("", null, null, "you must provide a model parameter")]
    [InlineData("{}", null, null, "you must provide a model parameter")]
    [InlineData("""{"model":null}""", null, null, "you must provide a model parameter")]
    [InlineData("""{"model":""}""", null, null, "you must provide a model parameter")]
    [InlineData("""{"model":1}""", "model", "invalid_type", "Invalid type for 'model': expected a string, but got an integer instead.")]
    [InlineData("""[]""", null, "invalid_type", "Invalid type for request body: expected an object, but got an array instead.")]
    [InlineData("""{"model":"m"}""", "messages", "missing_required_parameter", "Missing required parameter: 'messages'.")]
    [InlineData("""{"model":"m","messages":null}""", "messages", "invalid_type", "Invalid type for 'messages': expected an array of objects, but got null instead.")]
    [InlineData("""{"model":"m","messages":"Hi"}""", "messages", "invalid_type", "Invalid type for 'messages': expected an array of objects, but got a string instead.")]
    [InlineData("""{"model":"m","messages":[]}""", "messages", "empty_array", "Invalid 'messages': empty array. Expected an array with minimum length 1, but got an empty array instead.")]
    public void Body_WithoutTheEssentials_IsRefused(string body, string? param, string? code, string message) => Refused(body, param, code, message);

    [Theory]
    [InlineData("1", "messages[0]", "invalid_type", "Invalid type for 'messages[0]': expected an object, but got an integer instead.")]
    [InlineData("{}", "messages[0].role", "missing_required_parameter", "Missing required parameter: 'messages[0].role'.")]
    [InlineData("""{"role":"foo"}""", "messages[0].role", "invalid_value", "Invalid value: 'foo'. Supported values are: 'system', 'assistant', 'user', 'function', 'tool', and 'developer'.")]
    [InlineData("""{"role":1}""", "messages[0].role", "invalid_type", "Invalid type for 'messages[0].role': expected one of 'system', 'assistant', 'user', 'function', 'tool', or 'developer', but got an integer instead.")]
    [InlineData("""{"role":"function","name":"f","content":"x"}""", "messages[0].role", "unsupported_value", "Unsupported value: 'messages[0].role' does not support 'function' with this model.")]
    [InlineData("""{"role":"user"}""", "messages[0].content", "missing_required_parameter", "Missing required parameter: 'messages[0].content'.")]
    [InlineData("""{"role":"user","content":null}""", "messages[0].content", null, "Invalid value for 'content': expected a string, got null.")]
    [InlineData("""{"role":"user","content":1}""", "messages[0].content", "invalid_type", "Invalid type for 'messages[0].content': expected one of a string or array of objects, but got an integer instead.")]
    [InlineData("""{"role":"user","content":[]}""", "messages[0].content", "empty_array", "Invalid 'messages[0].content': empty array. Expected an array with minimum length 1, but got an empty array instead.")]
    [InlineData("""{"role":"user","content":["x"]}""", "messages[0].content[0]", "invalid_type", "Invalid type for 'messages[0].content[0]': expected an object, but got a string instead.")]
    [InlineData("""{"role":"user","content":[{"type":"text"}]}""", "messages[0].content[0].text", "missing_required_parameter", "Missing required parameter: 'messages[0].content[0].text'.")]
    [InlineData("""{"role":"user","content":[{"type":"image"}]}""", "messages[0].content[0].type", "invalid_value", "Invalid value: 'image'. Supported values are: 'text', 'image_url', 'input_audio', 'refusal', 'audio', and 'file'.")]
    [InlineData("""{"role":"user","content":[{"type":"image_url","image_url":{"url":"x"}}]}""", "messages[0].content[0].type", "unsupported_value", "Invalid content type. image_url is only supported by certain models.")]
    [InlineData("""{"role":"user","content":[{"type":"input_audio","input_audio":{}}]}""", "messages[0].content[0].type", "unsupported_value", "Invalid content type. input_audio is only supported by certain models.")]
    [InlineData("""{"role":"user","content":[{"type":"file","file":{}}]}""", "messages[0].content[0].type", "unsupported_value", "Invalid content type. file is only supported by certain models.")]
    [InlineData("""{"role":"user","content":[{"type":"text","text":"x","prompt_cache_breakpoint":{"mode":"explicit"}}]}""", "messages[0].content[0].prompt_cache_breakpoint", "unsupported_parameter", "Unsupported parameter: 'messages[0].content[0].prompt_cache_breakpoint' is not supported with this model.")]
    [InlineData("""{"role":"user","content":"x","foo":1}""", "messages[0].foo", "unknown_parameter", "Unknown parameter: 'messages[0].foo'.")]
    [InlineData("""{"role":"user","content":"x","name":1}""", "messages[0].name", "invalid_type", "Invalid type for 'messages[0].name': expected a string, but got an integer instead.")]
    [InlineData("""{"role":"assistant"}""", "messages[0].content", "missing_required_parameter", "Missing required parameter: 'messages[0].content'.")]
    [InlineData("""{"role":"assistant","content":null}""", "messages[0].content", null, "Invalid value for 'content': expected a string, got null.")]
    [InlineData("""{"role":"assistant","content":"x","tool_calls":[]}""", "messages[0].tool_calls", "empty_array", "Invalid 'messages[0].tool_calls': empty array. Expected an array with minimum length 1, but got an empty array instead.")]
    [InlineData("""{"role":"assistant","tool_calls":[{"type":"function"}]}""", "messages[0].tool_calls[0].id", "missing_required_parameter", "Missing required parameter: 'messages[0].tool_calls[0].id'.")]
    [InlineData("""{"role":"assistant","tool_calls":[{"id":"c","type":"function"}]}""", "messages[0].tool_calls[0].function", "missing_required_parameter", "Missing required parameter: 'messages[0].tool_calls[0].function'.")]
    [InlineData("""{"role":"assistant","tool_calls":[{"id":"c","type":"custom","custom":{}}]}""", "messages[0].tool_calls[0].type", "unsupported_value", "Unsupported value: 'messages[0].tool_calls[0].type' does not support 'custom' with this model. Only the default ('function') value is supported.")]
    [InlineData("""{"role":"assistant","content":"x","audio":{"id":"a"}}""", "messages[0].audio", "unsupported_parameter", "Unsupported parameter: 'messages[0].audio' is not supported with this model.")]
    [InlineData("""{"role":"assistant","function_call":{"name":"f","arguments":"{}"}}""", "messages[0].function_call", "unsupported_parameter", "Unsupported parameter: 'messages[0].function_call' is not supported with this model.")]
    [InlineData("""{"role":"tool","content":"x"}""", "messages[0].tool_call_id", "missing_required_parameter", "Missing required parameter: 'messages[0].tool_call_id'.")]
    public void Message_AtFault_IsRefused(string message, string param, string? code, string expected) =>
        Refused(Sample.BodyOf($"[{message}]"), param, code, expected);

    [Theory]
    [InlineData("""{"role":"user","content":"x"},{"role":"tool","tool_call_id":"call_1","content":"x"}""", "messages[1].role", "Invalid parameter: messages with role 'tool' must be a response to a preceeding message with 'tool_calls'.")]
    [InlineData(Call + """,{"role":"tool","tool_call_id":"call_2","content":"x"}""", "messages[1].tool_call_id", "Invalid parameter: 'tool_call_id' of 'call_2' not found in 'tool_calls' of previous message.")]
    [InlineData(Call, "messages", "An assistant message with 'tool_calls' must be followed by tool messages responding to each 'tool_call_id'. The following tool_call_ids did not have response messages: call_1")]
    [InlineData(Call + """,{"role":"user","content":"x"}""", "messages[1].role", "An assistant message with 'tool_calls' must be followed by tool messages responding to each 'tool_call_id'. The following tool_call_ids did not have response messages: call_1")]
    public void Messages_OutOfOrder_AreRefused(string messages, string param, string expected) =>
        Refused(Sample.BodyOf($"[{messages}]"), param, null, expected);

    [Theory]
    [InlineData("\"temperature\":3", "temperature", "decimal_above_max_value", "Invalid 'temperature': decimal above maximum value. Expected a value <= 2, but got 3 instead.")]
    [InlineData("\"temperature\":1e999", "temperature", "decimal_above_max_value", "Invalid 'temperature': decimal above maximum value. Expected a value <= 2, but got 1e999 instead.")]
    [InlineData("\"temperature\":-0.5", "temperature", "decimal_below_min_value", "Invalid 'temperature': decimal below minimum value. Expected a value >= 0, but got -0.5 instead.")]
    [InlineData("\"temperature\":\"hot\"", "temperature", "invalid_type", "Invalid type for 'temperature': expected a decimal, but got a string instead.")]
    [InlineData("\"top_p\":1.5", "top_p", "decimal_above_max_value", "Invalid 'top_p': decimal above maximum value. Expected a value <= 1, but got 1.5 instead.")]
    [InlineData("\"max_tokens\":0", "max_tokens", "integer_below_min_value", "Invalid 'max_tokens': integer below minimum value. Expected a value >= 1, but got 0 instead.")]
    [InlineData("\"max_tokens\":1.5", "max_tokens", "invalid_type", "Invalid type for 'max_tokens': expected an integer, but got a decimal instead.")]
    [InlineData("\"max_tokens\":\"5\"", "max_tokens", "invalid_type", "Invalid type for 'max_tokens': expected an integer, but got a string instead.")]
    [InlineData("\"max_completion_tokens\":99999999999999999999", "max_completion_tokens", "integer_above_max_value", "Invalid 'max_completion_tokens': integer above maximum value. Expected a value <= 2147483647, but got 99999999999999999999 instead.")]
    [InlineData("\"max_tokens\":1,\"max_completion_tokens\":1", "max_tokens", "invalid_parameter_combination", "Setting 'max_tokens' and 'max_completion_tokens' at the same time is not supported.")]
    [InlineData("\"seed\":9223372036854775808", "seed", "integer_above_max_value", "Invalid 'seed': integer above maximum value. Expected a value <= 9223372036854775807, but got 9223372036854775808 instead.")]
    [InlineData("\"seed\":-1e999", "seed", "integer_below_min_value", "Invalid 'seed': integer below minimum value. Expected a value >= -9223372036854775808, but got -1e999 instead.")]
    [InlineData("\"n\":0", "n", "integer_below_min_value", "Invalid 'n': integer below minimum value. Expected a value >= 1, but got 0 instead.")]
    [InlineData("\"n\":129", "n", "integer_above_max_value", "Invalid 'n': integer above maximum value. Expected a value <= 128, but got 129 instead.")]
    [InlineData("\"n\":1.5", "n", "invalid_type", "Invalid type for 'n': expected an integer, but got a decimal instead.")]
    [InlineData("\"frequency_penalty\":2.5", "frequency_penalty", "decimal_above_max_value", "Invalid 'frequency_penalty': decimal above maximum value. Expected a value <= 2, but got 2.5 instead.")]
    [InlineData("\"presence_penalty\":-2.5", "presence_penalty", "decimal_below_min_value", "Invalid 'presence_penalty': decimal below minimum value. Expected a value >= -2, but got -2.5 instead.")]
    [InlineData("\"logprobs\":1", "logprobs", "invalid_type", "Invalid type for 'logprobs': expected a boolean, but got an integer instead.")]
    [InlineData("\"top_logprobs\":1", "top_logprobs", null, "The 'top_logprobs' parameter is only allowed when 'logprobs' is enabled.")]
    [InlineData("\"logprobs\":false,\"top_logprobs\":3", "top_logprobs", null, "The 'top_logprobs' parameter is only allowed when 'logprobs' is enabled.")]
    [InlineData("\"logprobs\":true,\"top_logprobs\":21", "top_logprobs", "integer_above_max_value", "Invalid 'top_logprobs': integer above maximum value. Expected a value <= 20, but got 21 instead.")]
    [InlineData("\"logprobs\":true,\"top_logprobs\":-1", "top_logprobs", "integer_below_min_value", "Invalid 'top_logprobs': integer below minimum value. Expected a value >= 0, but got -1 instead.")]
    [InlineData("\"logit_bias\":[]", "logit_bias", "invalid_type", "Invalid type for 'logit_bias': expected an object, but got an array instead.")]
    [InlineData("\"logit_bias\":{\" You\":1}", "logit_bias", null, "Invalid key in 'logit_bias':  You. You should only be submitting non-negative integers.")]
    [InlineData("\"logit_bias\":{\"\":1}", "logit_bias", null, "Invalid key in 'logit_bias': . You should only be submitting non-negative integers.")]
    [InlineData("\"logit_bias\":{\"-1\":1}", "logit_bias", null, "Invalid key in 'logit_bias': -1. You should only be submitting non-negative integers.")]
    [InlineData("\"logit_bias\":{\"2147483648\":1}", "logit_bias", null, "Invalid key in 'logit_bias': 2147483648. Maximum value is 2147483647.")]
    [InlineData("\"logit_bias\":{\"5\":101}", "logit_bias.5", "decimal_above_max_value", "Invalid 'logit_bias.5': decimal above maximum value. Expected a value <= 100, but got 101 instead.")]
    [InlineData("\"logit_bias\":{\"5\":-100.5}", "logit_bias.5", "decimal_below_min_value", "Invalid 'logit_bias.5': decimal below minimum value. Expected a value >= -100, but got -100.5 instead.")]
    [InlineData("\"logit_bias\":{\"5\":null}", "logit_bias.5", "invalid_type", "Invalid type for 'logit_bias.5': expected a decimal, but got null instead.")]
    [InlineData("\"top_k\":-1", "top_k", "integer_below_min_value", "Invalid 'top_k': integer below minimum value. Expected a value >= 0, but got -1 instead.")]
    [InlineData("\"min_p\":1.5", "min_p", "decimal_above_max_value", "Invalid 'min_p': decimal above maximum value. Expected a value <= 1, but got 1.5 instead.")]
    [InlineData("\"repetition_penalty\":0", "repetition_penalty", "decimal_below_min_value", "Invalid 'repetition_penalty': decimal below minimum value. Expected a value >= 0.01, but got 0 instead.")]
    [InlineData("\"repetition_penalty\":11", "repetition_penalty", "decimal_above_max_value", "Invalid 'repetition_penalty': decimal above maximum value. Expected a value <= 10, but got 11 instead.")]
    [InlineData("\"stream\":\"yes\"", "stream", "invalid_type", "Invalid type for 'stream': expected a boolean, but got a string instead.")]
    [InlineData("\"stream_options\":{\"include_usage\":true}", "stream_options", null, "The 'stream_options' parameter is only allowed when 'stream' is enabled.")]
    [InlineData("\"stream\":true,\"stream_options\":1", "stream_options", "invalid_type", "Invalid type for 'stream_options': expected an object, but got an integer instead.")]
    [InlineData("\"stream\":true,\"stream_options\":{\"foo\":1}", "stream_options.foo", "unknown_parameter", "Unknown parameter: 'stream_options.foo'.")]
    [InlineData("\"stop\":[\"a\",\"b\",\"c\",\"d\",\"e\"]", "stop", "array_above_max_length", "Invalid 'stop': array too long. Expected an array with maximum length 4, but got an array with length 5 instead.")]
    [InlineData("\"stop\":[]", "stop", "empty_array", "Invalid 'stop': empty array. Expected an array with minimum length 1, but got an empty array instead.")]
    [InlineData("\"stop\":\"\"", "stop", "empty_string", "Invalid 'stop': empty string. Expected a string with minimum length 1, but got an empty string instead.")]
    [InlineData("\"stop\":[1]", "stop[0]", "invalid_type", "Invalid type for 'stop[0]': expected a string, but got an integer instead.")]
    [InlineData("\"stop\":{}", "stop", "invalid_type", "Invalid type for 'stop': expected one of a string or array of strings, but got an object instead.")]
    [InlineData("\"service_tier\":\"gold\"", "service_tier", "invalid_value", "Invalid value: 'gold'. Supported values are: 'auto', 'default', 'flex', 'scale', 'priority', and 'fast'.")]
    [InlineData("\"metadata\":{\"a\":1}", "metadata.a", "invalid_type", "Invalid type for 'metadata.a': expected a string, but got an integer instead.")]
    [InlineData("\"foo\":1", null, null, "Unrecognized request argument supplied: foo")]
    [InlineData("\"foo\":1,\"bar\":null", null, null, "Unrecognized request arguments supplied: bar, foo")]
    public void Field_AtFault_IsRefused(string fields, string? param, string? code, string message) =>
        Refused(Sample.Body(fields), param, code, message);

    [Fact]
    public void Texts_TooLong_AreRefused()
    {
        var longKey = new string('k', 65);
        var longValue = string.Concat(Enumerable.Repeat("😀", 513));
        var pairs = string.Join(',', Enumerable.Range(0, 17).Select(index => $"\"{index}\":\"\""));

        Refused(Sample.Body($"\"prompt_cache_key\":\"{longKey}\""), "prompt_cache_key", "string_above_max_length", "Invalid 'prompt_cache_key': string too long. Expected a string with maximum length 64, but got a string with length 65 instead.");
        Refused(Sample.Body($"\"user\":\"{longKey}\""), "user", "string_above_max_length", "Invalid 'user': string too long. Expected a string with maximum length 64, but got a string with length 65 instead.");
        Refused(Sample.Body($"\"safety_identifier\":\"{longKey}\""), "safety_identifier", "string_above_max_length", "Invalid 'safety_identifier': string too long. Expected a string with maximum length 64, but got a string with length 65 instead.");
        Refused(Sample.Body($$"""  "metadata":{"a":"{{longValue}}"} """), "metadata.a", "string_above_max_length", "Invalid 'metadata.a': string too long. Expected a string with maximum length 512, but got a string with length 513 instead.");
        Refused(Sample.Body($$"""  "metadata":{"{{longKey}}":""} """), "metadata", "property_name_above_max_length", $"Invalid 'metadata': property name '{longKey}' is too long. Expected a property name with maximum length 64, but got a property name with length 65 instead.");
        Refused(Sample.Body($$"""  "metadata":{{{pairs}}} """), "metadata", "object_above_max_properties", "Invalid 'metadata': too many properties. Expected an object with at most 16 properties, but got an object with 17 properties instead.");
    }

    [Fact]
    public void LogitBias_OfTooManyTokens_IsRefused()
    {
        static string Biases(int count) => Sample.Body($"\"logit_bias\":{{{string.Join(',', Enumerable.Range(0, count).Select(token => $"\"{token}\":1"))}}}");

        Assert.Equal(1024, Sample.Read(Biases(1024)).Sampling.LogitBias.Count);
        Refused(Biases(1025), "logit_bias", "object_above_max_properties", "Invalid 'logit_bias': too many properties. Expected an object with at most 1024 properties, but got an object with 1025 properties instead.");
    }

    [Fact]
    public void Values_TooLongToRepeat_AreCut()
    {
        Refused(Sample.Body($"\"logit_bias\":{{\"{new string('k', 1000)}\":1}}"), "logit_bias", null, $"Invalid key in 'logit_bias': {new string('k', 128)}…. You should only be submitting non-negative integers.");
        Refused(Sample.Body($"\"{new string('f', 1000)}\":1"), null, null, $"Unrecognized request argument supplied: {new string('f', 128)}…");
        Refused(Sample.Body($"\"seed\":{new string('9', 1000)}"), "seed", "integer_above_max_value", $"Invalid 'seed': integer above maximum value. Expected a value <= 9223372036854775807, but got {new string('9', 128)}… instead.");
    }

    [Fact]
    public void Messages_AboveTheLimit_AreRefused() => Refused(
        Sample.BodyOf($"[{string.Join(',', Enumerable.Repeat(Sample.Messages[1..^1], 100_000))}]"),
        "messages",
        "array_above_max_length",
        "Invalid 'messages': array too long. Expected an array with maximum length 2048, but got an array with length 100000 instead.");

    private static void Refused(string body, string? param, string? code, string message)
    {
        var error = Sample.ReadError(body);

        Assert.Equal((400, "invalid_request_error", param, code, message), (error.Status, error.Type, error.Param, error.Code, error.Message));
    }
}
