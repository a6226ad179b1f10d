using System.Text.Json;
using System.Text.Json.Serialization;
using TenantLLM.Wire.Chat;
using TenantLLM.Wire.Errors;
using TenantLLM.Wire.Models;

namespace TenantLLM.Wire.Json;

/// <summary>How every answer is serialized.</summary>
[JsonSerializable(typeof(ChatCompletion))]
[JsonSerializable(typeof(ChatCompletionChunk))]
[JsonSerializable(typeof(ModelObject))]
[JsonSerializable(typeof(ModelList))]
[JsonSerializable(typeof(ErrorEnvelope))]
public sealed partial class WireJson : JsonSerializerContext
{
    /// <summary>For whole bodies: indented by two spaces, as OpenAI's are (their recorded Content-Lengths say so).</summary>
    public static WireJson Bodies { get; } = new(new JsonSerializerOptions
    {
        Encoder = RawTextEncoder.Instance,
        WriteIndented = true,
        IndentSize = 2,
        NewLine = "\n",
    });

    /// <summary>For frames of a stream: one line.</summary>
    public static WireJson Frames { get; } = new(new JsonSerializerOptions { Encoder = RawTextEncoder.Instance });
}
