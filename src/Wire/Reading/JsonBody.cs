using System.Text.Json;
using System.Text.Unicode;
using TenantLLM.Wire.Errors;

namespace TenantLLM.Wire.Reading;

/// <summary>Turns the bytes of a request into JSON that can be read without a surprise.</summary>
internal static class JsonBody
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 64 };

    /// <summary>The document, or null and what to answer. Every text in it is valid Unicode.</summary>
    public static JsonDocument? Parse(ReadOnlyMemory<byte> body, out ApiError? error)
    {
        error = null;
        if (body.Span.StartsWith("\uFEFF"u8))
            body = body[3..];
        // OpenAI reads an empty body as a request without any field.
        if (body.Span.Trim(" \t\r\n"u8).IsEmpty)
            body = "{}"u8.ToArray();

        try
        {
            // JsonDocument looks into strings only when they are asked for, and throws then: look first.
            if (Utf8.IsValid(body.Span))
            {
                var document = JsonDocument.Parse(body, Options);
                if (SurrogateEscapes.ArePaired(body.Span))
                    return document;
                document.Dispose();
            }
        }
        catch (JsonException)
        {
            // Answered below: where the fault lies does not change OpenAI's message.
        }

        error = ParameterErrors.NotJson();
        return null;
    }
}
