using System.Text.Json;

namespace TenantLLM.EndToEnd.Conformance.Fuzzing;

/// <summary>Judges the answer to a request of the fuzzer.</summary>
internal static class FuzzVerdict
{
    private static readonly string[] Keys = ["message", "type", "param", "code"];
    private static readonly int[] Refusals = [400, 404, 409, 413];

    /// <summary>Refusals that name no place, as OpenAI's do not either: how the message begins, and why.</summary>
    private static readonly Dictionary<string, string> OfTheWholeBody = new()
    {
        ["We could not parse the JSON body"] = "what is not JSON has no places",
        ["Invalid type for request body"] = "it is no object",
        ["you must provide a model parameter"] = "OpenAI's own words: its message names the field",
        ["Unrecognized request argument"] = "OpenAI's own words: its message names the fields",
    };

    /// <summary>Status and code, to be counted.</summary>
    public static string Outcome(ConformanceAnswer answer) =>
        answer.Status != 200 && Error(answer.Text) is { } error ? $"{answer.Status} {error.GetProperty("code")}".TrimEnd() : $"{answer.Status}";

    /// <summary>What is wrong with an answer, or null.</summary>
    public static string? Fault(FuzzRequest request, ConformanceAnswer answer) => answer.Status switch
    {
        200 => answer.Text.Contains("\"server_error\"", StringComparison.Ordinal) ? "200, and an error of the server inside" : null,
        var status when !Refusals.Contains(status) => $"status {status}",
        _ => FaultOfError(request, answer),
    };

    private static string? FaultOfError(FuzzRequest request, ConformanceAnswer answer)
    {
        if (Error(answer.Text) is not { } error)
            return "not in the envelope";
        var message = error.GetProperty("message").GetString()!;
        if (message.StartsWith("Invalid URL", StringComparison.Ordinal) && request.Body is not null)
            return "no such route";
        if (answer.Status != 400 || OfTheWholeBody.Keys.Any(start => message.StartsWith(start, StringComparison.Ordinal)))
            return null;
        return error.GetProperty("param").GetString() is not { } param ? $"param is null: {message}"
            : IsPlace(request, param) ? null
            : $"param '{param}' is no place in the request: {message}";
    }

    /// <summary>The error, if it has OpenAI's four keys and their types.</summary>
    private static JsonElement? Error(string text)
    {
        try
        {
            var body = ConformanceCalls.Parse(text);
            var error = body.GetProperty("error");
            var isWhole = body.EnumerateObject().Count() == 1
                && error.EnumerateObject().Select(property => property.Name).SequenceEqual(Keys)
                && error.GetProperty("message").GetString()!.Length > 0
                && error.GetProperty("type").GetString()!.Length > 0
                && IsTextOrNull(error.GetProperty("param"))
                && IsTextOrNull(error.GetProperty("code"));
            return isWhole ? error : null;
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>Whether a path begins with a field of the document or of the body.</summary>
    private static bool IsPlace(FuzzRequest request, string param)
    {
        if (request.Fields.Any(field => field.Split('[')[0] == param.Split('.', '[')[0]))
            return true;
        try
        {
            using var body = request.Body is null ? null : JsonDocument.Parse(request.Body);
            return body is not null && body.RootElement.EnumerateObject().Any(field => param.StartsWith(field.Name, StringComparison.Ordinal));
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // It is not JSON, or its names are no text.
            return false;
        }
    }

    private static bool IsTextOrNull(JsonElement json) => json.ValueKind is JsonValueKind.String or JsonValueKind.Null;
}
