using System.Net;
using System.Text.Json;
using TenantLLM.Inference.Engine;

namespace TenantLLM.Inference.Backends.Upstream;

/// <summary>Translates the errors of OpenAI-compatible servers: their statuses, and the two shapes of their bodies (OpenAI's
/// <c>{"error":{"message","type","code"}}</c> and vLLM's older one without <c>error</c>).</summary>
internal static class UpstreamErrors
{
    private static readonly string[] ContextWords =
        ["context_length_exceeded", "exceed_context_size", "maximum context length", "context size", "context length", "context window"];

    private static readonly string[] UnsupportedWords = ["unsupported", "not supported", "unknown_parameter", "unrecognized request argument"];

    /// <summary>An answer that is no success.</summary>
    /// <param name="status">Its status.</param>
    /// <param name="body">The begin of its body.</param>
    /// <param name="retryAfter">When the server wants to be asked again.</param>
    public static UpstreamFault OfStatus(HttpStatusCode status, string body, TimeSpan? retryAfter)
    {
        var (message, code) = Read(body);
        var said = $"it answered {UpstreamFault.Words(status)}{(code.Length > 0 ? $" ({code})" : "")}";
        return (int)status switch
        {
            400 or 413 or 422 => Refused(message ?? "The model's server refused the request.", code, status),
            401 or 403 => UpstreamFault.Lasting("The model is not available.", $"{said}: check ApiKey and what the key may do"),
            429 when code.Contains("insufficient_quota", StringComparison.Ordinal) =>
                UpstreamFault.Lasting("The model is not available.", $"{said}: its quota is spent"),
            429 or 503 => Overloaded(said, retryAfter),
            408 or 409 or 500 or 502 or 504 => UpstreamFault.Passing("The model's server failed.", said, retryAfter),
            404 => UpstreamFault.Lasting("The model is not available.", $"{said}: check Url, which ends in /v1 on most servers, and Model"),
            _ => UpstreamFault.Lasting("The model's server failed.", said),
        };
    }

    /// <summary>An error in the place of a frame.</summary>
    public static UpstreamFault OfFrame(JsonElement error)
    {
        var (message, code) = Parts(error);
        var said = $"it sent an error in its stream{(code.Length > 0 ? $" ({code})" : "")}";
        return IsAboutContext(message ?? "", code)
            ? Refused(message ?? said, code, HttpStatusCode.BadRequest)
            : UpstreamFault.Passing("The model's server failed.", said);
    }

    private static UpstreamFault Refused(string message, string code, HttpStatusCode status)
    {
        var kind = status == HttpStatusCode.RequestEntityTooLarge || IsAboutContext(message, code) ? GenerationFailureKind.PromptTooLong
            : UnsupportedWords.Any(word => Has(message, word) || Has(code, word)) ? GenerationFailureKind.Unsupported
            : GenerationFailureKind.InvalidPrompt;
        return new UpstreamFault(new GenerationFailure(kind, message), CanPass: false);
    }

    private static UpstreamFault Overloaded(string said, TimeSpan? retryAfter) => new(
        new GenerationFailure(GenerationFailureKind.Overloaded, "The model's server is overloaded.") { RetryAfter = retryAfter },
        CanPass: true)
    {
        Log = said,
    };

    private static bool IsAboutContext(string message, string code) => ContextWords.Any(word => Has(message, word) || Has(code, word));

    private static bool Has(string text, string word) => text.Contains(word, StringComparison.OrdinalIgnoreCase);

    private static (string? Message, string Code) Read(string body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var root = document.RootElement;
            return Parts(root.ValueKind == JsonValueKind.Object && root.TryGetProperty("error", out var error) ? error : root);
        }
        catch (JsonException)
        {
            // A proxy's page, or nothing.
            return (null, "");
        }
    }

    /// <summary>The message, and code and type as one word for looking into.</summary>
    private static (string? Message, string Code) Parts(JsonElement error) => error.ValueKind switch
    {
        JsonValueKind.String => (error.GetString(), ""),
        JsonValueKind.Object => (Text(error, "message"), string.Join(' ', new[] { Text(error, "type"), Text(error, "code") }.OfType<string>())),
        _ => (null, ""),
    };

    private static string? Text(JsonElement error, string name) =>
        error.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text
            ? text.Length <= MaxMessage ? text : text[..MaxMessage]
            : null;

    private const int MaxMessage = 2_000;
}
