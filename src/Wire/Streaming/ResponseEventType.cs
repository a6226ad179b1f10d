using System.Text;

namespace TenantLLM.Wire.Streaming;

/// <summary>The name of an event, as text and as the bytes of its <c>event:</c> line.</summary>
internal sealed class ResponseEventType
{
    private readonly byte[] _bytes;

    private ResponseEventType(string name)
    {
        Name = name;
        _bytes = Encoding.ASCII.GetBytes(name);
    }

    public static ResponseEventType Created { get; } = new("response.created");

    public static ResponseEventType Queued { get; } = new("response.queued");

    public static ResponseEventType InProgress { get; } = new("response.in_progress");

    public static ResponseEventType ItemAdded { get; } = new("response.output_item.added");

    public static ResponseEventType PartAdded { get; } = new("response.content_part.added");

    public static ResponseEventType TextDelta { get; } = new("response.output_text.delta");

    public static ResponseEventType TextDone { get; } = new("response.output_text.done");

    public static ResponseEventType PartDone { get; } = new("response.content_part.done");

    public static ResponseEventType ItemDone { get; } = new("response.output_item.done");

    public static ResponseEventType Completed { get; } = new("response.completed");

    public static ResponseEventType Incomplete { get; } = new("response.incomplete");

    public static ResponseEventType Failed { get; } = new("response.failed");

    public static ResponseEventType Error { get; } = new("error");

    public string Name { get; }

    public ReadOnlySpan<byte> Bytes => _bytes;
}
