using System.Text.Json;

namespace TenantLLM.TestKit;

/// <summary>What the API document says of one operation. A schema is null where it names none.</summary>
/// <param name="Parameters">The schemas of its query parameters by name.</param>
/// <param name="Request">The schema of the body it takes.</param>
/// <param name="Body">The schema of the body it answers with.</param>
/// <param name="Frame">The schema of each frame of its stream.</param>
public sealed record OpenApiOperation(
    IReadOnlyDictionary<string, JsonElement> Parameters, JsonElement? Request, JsonElement? Body, JsonElement? Frame);
