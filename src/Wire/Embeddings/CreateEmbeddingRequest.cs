using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using TenantLLM.Wire.Errors;
using TenantLLM.Wire.Inputs;
using TenantLLM.Wire.Reading;

namespace TenantLLM.Wire.Embeddings;

/// <summary>The body of <c>POST /v1/embeddings</c>, checked.</summary>
public sealed record CreateEmbeddingRequest
{
    /// <summary>The most inputs, and the most tokens of an input that is the whole array.</summary>
    private const int LongestArray = 2048;

    private static readonly string[] Formats = ["float", "base64"];

    public required string Model { get; init; }

    /// <summary>One to 2,048, none empty.</summary>
    public required IReadOnlyList<TextInput> Input { get; init; }

    /// <summary>Whether vectors are written as base64 of their bytes, not as numbers.</summary>
    public bool IsBase64 { get; init; }

    /// <summary>At least 1; null: as many as the model has.</summary>
    public int? Dimensions { get; init; }

    /// <summary>At most 64 characters.</summary>
    public string? User { get; init; }

    /// <summary>Reads a body. Whatever its bytes are, the outcome is a request or an error to answer with; nothing throws.</summary>
    public static bool TryRead(
        in ReadOnlySequence<byte> body,
        [NotNullWhen(true)] out CreateEmbeddingRequest? request,
        [NotNullWhen(false)] out ApiError? error)
    {
        request = JsonBody.Read(body, Read, out error);
        return request is not null;
    }

    private static CreateEmbeddingRequest Read(ObjectReader fields)
    {
        var request = new CreateEmbeddingRequest
        {
            Model = fields.Model(),
            Input = fields.RequiredTextInputs("input", LongestArray),
            IsBase64 = fields.Choice("encoding_format", Formats) == "base64",
            Dimensions = (int?)fields.Integer("dimensions", 1, int.MaxValue),
            User = fields.Text("user", RequestLimits.LongestIdentifier),
        };
        fields.RefuseUnknown();
        return request;
    }
}
