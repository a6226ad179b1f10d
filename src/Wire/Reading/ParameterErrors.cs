using System.Globalization;
using TenantLLM.Wire.Errors;

namespace TenantLLM.Wire.Reading;

/// <summary>What OpenAI says about a parameter: every message of the readers, word for word.</summary>
internal static class ParameterErrors
{
    public static ApiError NotJson() => ApiError.InvalidRequest(
        "We could not parse the JSON body of your request. (HINT: This likely means you aren't using your HTTP library correctly. "
        + "The OpenAI API expects a JSON payload, but what was sent was not valid JSON.)");

    public static ApiError NotAnObject(string got) =>
        ApiError.InvalidRequest($"Invalid type for request body: expected an object, but got {got} instead.", null, "invalid_type");

    public static ApiError MissingModel() => ApiError.InvalidRequest("you must provide a model parameter");

    public static ApiError Missing(string path) =>
        ApiError.InvalidRequest($"Missing required parameter: '{path}'.", path, "missing_required_parameter");

    public static ApiError WrongType(string path, string expected, string got) =>
        ApiError.InvalidRequest($"Invalid type for '{path}': expected {expected}, but got {got} instead.", path, "invalid_type");

    public static ApiError WrongValue(string path, string got, IReadOnlyList<string> supported) =>
        ApiError.InvalidRequest($"Invalid value: {got}. Supported values are: {Phrase.List(supported, "and")}.", path, "invalid_value");

    public static ApiError IntegerAbove(string path, long max, string got) =>
        Outside(path, $"integer above maximum value. Expected a value <= {Number(max)}, but got {got} instead.", "integer_above_max_value");

    public static ApiError IntegerBelow(string path, long min, string got) =>
        Outside(path, $"integer below minimum value. Expected a value >= {Number(min)}, but got {got} instead.", "integer_below_min_value");

    public static ApiError DecimalAbove(string path, double max, string got) =>
        Outside(path, $"decimal above maximum value. Expected a value <= {Number(max)}, but got {got} instead.", "decimal_above_max_value");

    public static ApiError DecimalBelow(string path, double min, string got) =>
        Outside(path, $"decimal below minimum value. Expected a value >= {Number(min)}, but got {got} instead.", "decimal_below_min_value");

    public static ApiError EmptyArray(string path) =>
        Outside(path, "empty array. Expected an array with minimum length 1, but got an empty array instead.", "empty_array");

    public static ApiError ArrayTooLong(string path, int max, int got) => Outside(
        path,
        $"array too long. Expected an array with maximum length {Number(max)}, but got an array with length {Number(got)} instead.",
        "array_above_max_length");

    public static ApiError EmptyString(string path) =>
        Outside(path, "empty string. Expected a string with minimum length 1, but got an empty string instead.", "empty_string");

    public static ApiError StringTooLong(string path, int max, int got) => Outside(
        path,
        $"string too long. Expected a string with maximum length {Number(max)}, but got a string with length {Number(got)} instead.",
        "string_above_max_length");

    public static ApiError TooManyProperties(string path, int max, int got) => Outside(
        path,
        $"too many properties. Expected an object with at most {Number(max)} properties, but got an object with {Number(got)} "
        + "properties instead.",
        "object_above_max_properties");

    public static ApiError PropertyNameTooLong(string path, string name, int max, int got) => Outside(
        path,
        $"property name '{Echo.Of(name)}' is too long. Expected a property name with maximum length {Number(max)}, but got a property "
        + $"name with length {Number(got)} instead.",
        "property_name_above_max_length");

    public static ApiError UnsupportedParameter(string path) =>
        ApiError.InvalidRequest($"Unsupported parameter: '{path}' is not supported with this model.", path, "unsupported_parameter");

    public static ApiError UnsupportedValue(string path, string got, string onlyValue) => ApiError.InvalidRequest(
        $"Unsupported value: '{path}' does not support {got} with this model. Only the default ({onlyValue}) value is supported.",
        path,
        "unsupported_value");

    public static ApiError UnsupportedWord(string path, string word) =>
        ApiError.InvalidRequest($"Unsupported value: '{path}' does not support '{word}' with this model.", path, "unsupported_value");

    public static ApiError UnsupportedPart(string path, string type) => ApiError.InvalidRequest(
        $"Invalid content type. {type} is only supported by certain models.", path, "unsupported_value");

    public static ApiError UnsupportedFormat(string path, string type) => ApiError.InvalidRequest(
        $"Invalid parameter: '{path}' of type '{type}' is not supported with this model.", path, "unsupported_value");

    public static ApiError NullContent(string path) =>
        ApiError.InvalidRequest("Invalid value for 'content': expected a string, got null.", path);

    public static ApiError BothMaxTokens() => ApiError.InvalidRequest(
        "Setting 'max_tokens' and 'max_completion_tokens' at the same time is not supported.",
        "max_tokens",
        "invalid_parameter_combination");

    public static ApiError StreamOptionsWithoutStream() => ApiError.InvalidRequest(
        "The 'stream_options' parameter is only allowed when 'stream' is enabled.", "stream_options");

    public static ApiError MutuallyExclusive(string first, string second) => ApiError.InvalidRequest(
        $"Mutually exclusive parameters: ['{first}', '{second}']. Ensure you are only providing one of: '{first}' or '{second}'.",
        first,
        "mutually_exclusive_parameters");

    public static ApiError BackgroundWithoutStore() => ApiError.InvalidRequest(
        "The 'background' parameter is only allowed when 'store' is enabled: a background response is fetched later.",
        "background",
        "invalid_parameter_combination");

    public static ApiError StartingAfterWithoutStream() => ApiError.InvalidRequest(
        "The 'starting_after' parameter is only allowed when 'stream' is enabled.", "starting_after");

    public static ApiError UnsupportedInclude(string path, string got, IReadOnlyList<string> supported) => ApiError.InvalidRequest(
        $"Unsupported value: '{path}' does not support {got} with this model. Supported values are: {Phrase.List(supported, "and")}.",
        path,
        "unsupported_value");

    public static ApiError TopLogprobsWithoutLogprobs() => ApiError.InvalidRequest(
        "The 'top_logprobs' parameter is only allowed when 'logprobs' is enabled.", "top_logprobs");

    public static ApiError BestOfWithStream() => ApiError.InvalidRequest(
        "The 'best_of' parameter is only allowed above 'n' when 'stream' is not enabled: the best are known at the end.",
        "best_of",
        "invalid_parameter_combination");

    public static ApiError EchoWithLogprobs() => ApiError.InvalidRequest(
        "Unsupported parameter: 'echo' is not supported together with 'logprobs' with this model: how likely the prompt was is not known.",
        "echo",
        "unsupported_parameter");

    public static ApiError InvalidToken(string path, string name) => ApiError.InvalidRequest(
        name.Length > 0 && name.All(char.IsAsciiDigit)
            ? $"Invalid key in '{path}': {Echo.Of(name)}. Maximum value is {Number(int.MaxValue)}."
            : $"Invalid key in '{path}': {Echo.Of(name)}. You should only be submitting non-negative integers.",
        path);

    public static ApiError UnknownParameter(string path) =>
        ApiError.InvalidRequest($"Unknown parameter: '{path}'.", path, "unknown_parameter");

    /// <summary>Unknown fields at the top of a request; the nested ones have a message of their own.</summary>
    public static ApiError UnrecognizedArguments(IReadOnlyList<string> names) => ApiError.InvalidRequest(
        $"Unrecognized request argument{(names.Count > 1 ? "s" : "")} supplied: {string.Join(", ", names)}");

    private static ApiError Outside(string path, string fault, string code) =>
        ApiError.InvalidRequest($"Invalid '{path}': {fault}", path, code);

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Number(double number) => number.ToString(CultureInfo.InvariantCulture);
}
