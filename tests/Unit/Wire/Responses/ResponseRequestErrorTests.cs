using System.Buffers;
using TenantLLM.TestKit;
using TenantLLM.Wire.Conversations;
using TenantLLM.Wire.Errors;
using TenantLLM.Wire.Responses;
using Xunit;

namespace TenantLLM.Unit.Wire.Responses;

public class ResponseRequestErrorTests
{
    private delegate bool TryRead<T>(in ReadOnlySequence<byte> body, out T? request, out ApiError? error);

    [Theory]
    [InlineData("{", null, null, "We could not parse the JSON body of your request. (HINT: This likely means you aren't using your HTTP library correctly. The OpenAI API expects a JSON payload, but what was sent was not valid JSON.)")]
    [InlineData("[]", null, "invalid_type", "Invalid type for request body: expected an object, but got an array instead.")]
    [InlineData("{\"input\":\"a\"}", null, null, "you must provide a model parameter")]
    [InlineData("{\"model\":\"m\"}", "input", "missing_required_parameter", "Missing required parameter: 'input'.")]
    [InlineData("{\"model\":\"m\",\"input\":[]}", "input", "empty_array", "Invalid 'input': empty array. Expected an array with minimum length 1, but got an empty array instead.")]
    [InlineData("{\"model\":\"m\",\"input\":5}", "input", "invalid_type", "Invalid type for 'input': expected one of a string or array of objects, but got an integer instead.")]
    [InlineData("{\"model\":\"m\",\"input\":\"a\",\"foo\":1}", "foo", "unknown_parameter", "Unknown parameter: 'foo'.")]
    [InlineData("{\"model\":\"m\",\"previous_response_id\":\"r\",\"conversation\":\"c\"}", "previous_response_id", "mutually_exclusive_parameters", "Mutually exclusive parameters: ['previous_response_id', 'conversation']. Ensure you are only providing one of: 'previous_response_id' or 'conversation'.")]
    [InlineData("{\"model\":\"m\",\"conversation\":{}}", "conversation.id", "missing_required_parameter", "Missing required parameter: 'conversation.id'.")]
    [InlineData("{\"model\":\"m\",\"conversation\":1}", "conversation", "invalid_type", "Invalid type for 'conversation': expected one of a string or object, but got an integer instead.")]
    public void Body_WithoutTheEssentials_IsRefused(string body, string? param, string? code, string message) =>
        Same(ResponseSample.ReadError(body), param, code, message);

    [Theory]
    [InlineData("\"background\":true,\"store\":false", "background", "invalid_parameter_combination", "The 'background' parameter is only allowed when 'store' is enabled: a background response is fetched later.")]
    [InlineData("\"max_output_tokens\":15", "max_output_tokens", "integer_below_min_value", "Invalid 'max_output_tokens': integer below minimum value. Expected a value >= 16, but got 15 instead.")]
    [InlineData("\"stream_options\":{}", "stream_options", null, "The 'stream_options' parameter is only allowed when 'stream' is enabled.")]
    [InlineData("\"stream\":true,\"stream_options\":{\"include_usage\":true}", "stream_options.include_usage", "unknown_parameter", "Unknown parameter: 'stream_options.include_usage'.")]
    [InlineData("\"include\":[\"message.output_text.logprobs\",\"web_search_call.results\"]", "include[1]", "unsupported_value", "Unsupported value: 'include[1]' does not support 'web_search_call.results' with this model. Supported values are: 'message.output_text.logprobs' and 'reasoning.encrypted_content'.")]
    [InlineData("\"include\":\"a\"", "include", "invalid_type", "Invalid type for 'include': expected an array of strings, but got a string instead.")]
    [InlineData("\"text\":{\"format\":{\"type\":\"json_object\"}}", "text.format", "unsupported_value", "Invalid parameter: 'text.format' of type 'json_object' is not supported with this model.")]
    [InlineData("\"text\":{\"verbosity\":\"low\"}", "text.verbosity", "unsupported_value", "Unsupported value: 'text.verbosity' does not support 'low' with this model. Only the default ('medium') value is supported.")]
    [InlineData("\"reasoning\":{\"effort\":\"high\"}", "reasoning.effort", "unsupported_value", "Unsupported value: 'reasoning.effort' does not support 'high' with this model. Only the default ('medium') value is supported.")]
    [InlineData("\"reasoning\":{\"summary\":\"auto\"}", "reasoning.summary", "unsupported_parameter", "Unsupported parameter: 'reasoning.summary' is not supported with this model.")]
    [InlineData("\"tool_choice\":\"required\"", "tool_choice", "unsupported_parameter", "Unsupported parameter: 'tool_choice' is not supported with this model.")]
    [InlineData("\"truncation\":\"none\"", "truncation", "invalid_value", "Invalid value: 'none'. Supported values are: 'auto' and 'disabled'.")]
    [InlineData("\"top_logprobs\":21", "top_logprobs", "integer_above_max_value", "Invalid 'top_logprobs': integer above maximum value. Expected a value <= 20, but got 21 instead.")]
    [InlineData("\"metadata\":{\"a\":1}", "metadata.a", "invalid_type", "Invalid type for 'metadata.a': expected a string, but got an integer instead.")]
    public void Field_AtFault_IsRefused(string fields, string param, string? code, string message) =>
        Same(ResponseSample.ReadError(ResponseSample.Body(fields)), param, code, message);

    [Theory]
    [InlineData("1", "input[0]", "invalid_type", "Invalid type for 'input[0]': expected an object, but got an integer instead.")]
    [InlineData("{}", "input[0].type", "missing_required_parameter", "Missing required parameter: 'input[0].type'.")]
    [InlineData("""{"type":"message"}""", "input[0].role", "missing_required_parameter", "Missing required parameter: 'input[0].role'.")]
    [InlineData("""{"role":"tool","content":"a"}""", "input[0].role", "invalid_value", "Invalid value: 'tool'. Supported values are: 'user', 'assistant', 'system', and 'developer'.")]
    [InlineData("""{"role":"user"}""", "input[0].content", "missing_required_parameter", "Missing required parameter: 'input[0].content'.")]
    [InlineData("""{"role":"user","content":1}""", "input[0].content", "invalid_type", "Invalid type for 'input[0].content': expected one of a string or array of objects, but got an integer instead.")]
    [InlineData("""{"role":"user","content":[]}""", "input[0].content", "empty_array", "Invalid 'input[0].content': empty array. Expected an array with minimum length 1, but got an empty array instead.")]
    [InlineData("""{"role":"user","content":[{"type":"input_image","image_url":"u"}]}""", "input[0].content[0].type", "unsupported_value", "Invalid content type. input_image is only supported by certain models.")]
    [InlineData("""{"role":"user","content":[{"type":"input_file","file_id":"f"}]}""", "input[0].content[0].type", "unsupported_value", "Invalid content type. input_file is only supported by certain models.")]
    [InlineData("""{"role":"user","content":[{"type":"input_audio"}]}""", "input[0].content[0].type", "unsupported_value", "Invalid content type. input_audio is only supported by certain models.")]
    [InlineData("""{"role":"user","content":[{"type":"text","text":"a"}]}""", "input[0].content[0].type", "invalid_value", "Invalid value: 'text'. Supported values are: 'input_text', 'input_image', 'input_file', and 'input_audio'.")]
    [InlineData("""{"role":"user","content":[{"type":"input_text"}]}""", "input[0].content[0].text", "missing_required_parameter", "Missing required parameter: 'input[0].content[0].text'.")]
    [InlineData("""{"role":"assistant","content":[{"type":"input_text","text":"a"}]}""", "input[0].content[0].type", "invalid_value", "Invalid value: 'input_text'. Supported values are: 'output_text' and 'refusal'.")]
    [InlineData("""{"role":"assistant","content":[{"type":"output_text","text":"a","annotations":[{"type":"url_citation"}]}]}""", "input[0].content[0].annotations", "unsupported_parameter", "Unsupported parameter: 'input[0].content[0].annotations' is not supported with this model.")]
    [InlineData("""{"role":"assistant","content":"a","phase":"commentary"}""", "input[0].phase", "unsupported_parameter", "Unsupported parameter: 'input[0].phase' is not supported with this model.")]
    [InlineData("""{"role":"user","content":"a","name":"b"}""", "input[0].name", "unknown_parameter", "Unknown parameter: 'input[0].name'.")]
    [InlineData("""{"type":"web_search_call","id":"ws_1"}""", "input[0].type", "unsupported_value", "Unsupported value: 'input[0].type' does not support 'web_search_call' with this model.")]
    [InlineData("""{"type":"function_call","name":"f","arguments":"{}"}""", "input[0].call_id", "missing_required_parameter", "Missing required parameter: 'input[0].call_id'.")]
    [InlineData("""{"type":"function_call_output","call_id":"c"}""", "input[0].output", "missing_required_parameter", "Missing required parameter: 'input[0].output'.")]
    [InlineData("""{"type":"function_call_output","call_id":"c","output":[{"type":"input_image"}]}""", "input[0].output[0].type", "unsupported_value", "Invalid content type. input_image is only supported by certain models.")]
    [InlineData("""{"type":"reasoning","id":"r"}""", "input[0].summary", "missing_required_parameter", "Missing required parameter: 'input[0].summary'.")]
    [InlineData("""{"type":"item_reference"}""", "input[0].id", "missing_required_parameter", "Missing required parameter: 'input[0].id'.")]
    public void Item_AtFault_IsRefused(string item, string param, string code, string message) =>
        Same(ResponseSample.ReadError(ResponseSample.BodyOf($"[{item}]")), param, code, message);

    [SharedFact(OpenApiDocument.SharedPath)]
    public void Items_OfTheDocument_AreReadOrRefusedByName() => Assert.All(
        ItemTypesOfTheDocument(),
        type =>
        {
            var error = ResponseSample.ReadError(ResponseSample.BodyOf($$"""[{"role":"user","content":"a"},{"type":"{{type}}"}]"""));
            string[] read = ["message", "function_call", "function_call_output", "reasoning", "item_reference"];
            Assert.Equal(read.Contains(type) ? "missing_required_parameter" : "unsupported_value", error.Code);
            Assert.StartsWith("input[1].", error.Param, StringComparison.Ordinal);
        });

    [Fact]
    public void Items_AboveTheLimits_AreRefused()
    {
        Assert.Equal("array_above_max_length", ResponseSample.ReadError(ResponseSample.BodyOf($"[{ResponseRequestTests.Many(2049)}]")).Code);
        Same(
            ErrorOf<CreateItemsRequest>(CreateItemsRequest.TryRead, $$"""{"items":[{{ResponseRequestTests.Many(21)}}]}"""),
            "items",
            "array_above_max_length",
            "Invalid 'items': array too long. Expected an array with maximum length 20, but got an array with length 21 instead.");
        Assert.Equal("array_above_max_length", ErrorOf<CreateConversationRequest>(CreateConversationRequest.TryRead, $$"""{"items":[{{ResponseRequestTests.Many(21)}}]}""").Code);
    }

    [Fact]
    public void Conversations_AtFault_AreRefused()
    {
        Same(ErrorOf<CreateItemsRequest>(CreateItemsRequest.TryRead, "{}"), "items", "missing_required_parameter", "Missing required parameter: 'items'.");
        Assert.Equal("empty_array", ErrorOf<CreateItemsRequest>(CreateItemsRequest.TryRead, """{"items":[]}""").Code);
        Same(ErrorOf<UpdateConversationRequest>(UpdateConversationRequest.TryRead, "{}"), "metadata", "missing_required_parameter", "Missing required parameter: 'metadata'.");
        Assert.Equal("items[0].role", ErrorOf<CreateConversationRequest>(CreateConversationRequest.TryRead, """{"items":[{"role":"x"}]}""").Param);
        Assert.Equal(("unknown_parameter", "name"), CodeAndParam(ErrorOf<CreateConversationRequest>(CreateConversationRequest.TryRead, """{"name":"x"}""")));
        Assert.Equal(("unsupported_parameter", "personality"), CodeAndParam(ErrorOf<InputTokensRequest>(InputTokensRequest.TryRead, """{"model":"m","input":"a","personality":"friendly"}""")));
    }

    private static (string? Code, string? Param) CodeAndParam(ApiError error) => (error.Code, error.Param);

    private static ApiError ErrorOf<T>(TryRead<T> read, string body)
    {
        Assert.False(read(ResponseSample.Bytes(body), out _, out var error));
        return error!;
    }

    private static void Same(ApiError error, string? param, string? code, string message) =>
        Assert.Equal((400, "invalid_request_error", param, code, message), (error.Status, error.Type, error.Param, error.Code, error.Message));

    private static IReadOnlyList<string> ItemTypesOfTheDocument() => TypeWords.Of(OpenApiDocument.Shared, "InputItem");
}
