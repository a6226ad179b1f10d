using System.Text.Json;
using TenantLLM.TestKit;

namespace TenantLLM.EndToEnd.Conformance;

/// <summary>A row of the table: an endpoint of the API document and how it is called so that it succeeds.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">As the document writes it: <c>/chat/completions/{completion_id}</c>.</param>
internal sealed record Endpoint(string Method, string Path)
{
    /// <summary>The shortest body that succeeds; null: it takes none.</summary>
    public string? Body { get; init; }

    /// <summary>Calls whose answers are held against the document.</summary>
    public IReadOnlyList<EndpointSample> Samples { get; init; } = [new("plain")];

    /// <summary>The shape of its answer, where the document names no schema.</summary>
    public string? Shape { get; init; }

    /// <summary>The schema of the frames of its stream, where the document names none.</summary>
    public string? FrameSchema { get; init; }

    /// <summary>Fields that keep its answers short.</summary>
    public string Short { get; init; } = "{}";

    /// <summary>What else to ask after a call, with the <c>{id}</c> it answered, to see an effect of its fields.</summary>
    public string? Effect { get; init; }

    /// <summary>Fields that make the effects of others visible.</summary>
    public string Visible { get; init; } = "{}";

    /// <summary>Values of fields and what they need beside them, where the document alone gives no valid ones.</summary>
    public IReadOnlyList<FieldExample> Examples { get; init; } = [];

    /// <summary>What the document says of it. Only where there is a document.</summary>
    public OpenApiOperation Documented => OpenApiDocument.Shared.Operation(Method, Path);

    /// <summary>The schema of the frames of the answer's stream.</summary>
    public JsonElement? StreamSchema => FrameSchema is { } name ? OpenApiDocument.Shared.Schema(name) : Documented.Frame;

    public override string ToString() => $"{Method} {Path}";
}

/// <summary>A call that succeeds.</summary>
/// <param name="Name">What it shows.</param>
/// <param name="Fields">Fields of the body beside those of the row.</param>
/// <param name="Query">From the question mark on.</param>
internal sealed record EndpointSample(string Name, string Fields = "{}", string Query = "");

/// <summary>A value to try a field with.</summary>
/// <param name="Field">Its name.</param>
/// <param name="Value">JSON.</param>
/// <param name="Beside">Fields that a request with and one without it have, both.</param>
internal sealed record FieldExample(string Field, string Value, string Beside = "{}");
