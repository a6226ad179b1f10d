using System.Buffers;
using System.Text.Json;
using System.Text.Unicode;
using TenantLLM.Wire.Errors;

namespace TenantLLM.Wire.Reading;

/// <summary>Turns the bytes of a request into JSON that can be read without a surprise.</summary>
internal static class JsonBody
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 64 };

    /// <summary>The request of a body, or null and what to answer. Whatever the bytes are, nothing throws.</summary>
    public static T? Read<T>(ReadOnlyMemory<byte> body, Func<ObjectReader, T> read, out ApiError? error)
        where T : class
    {
        using var document = Parse(body, out error);
        if (document is null)
            return null;

        var errors = new RequestErrors();
        var request = ObjectReader.OfRequest(document.RootElement, errors) is { } fields ? read(fields) : null;
        error = errors.First;
        return error is null ? request : null;
    }

    /// <inheritdoc cref="Read{T}(ReadOnlyMemory{byte}, Func{ObjectReader, T}, out ApiError?)"/>
    public static T? Read<T>(in ReadOnlySequence<byte> body, Func<ObjectReader, T> read, out ApiError? error)
        where T : class =>
        Read(body.IsSingleSegment ? body.First : body.ToArray(), read, out error);

    /// <summary>The document, or null and what to answer. Every text in it is valid Unicode.</summary>
    private static JsonDocument? Parse(ReadOnlyMemory<byte> body, out ApiError? error)
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
