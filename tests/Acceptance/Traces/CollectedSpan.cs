using Google.Protobuf;
using OpenTelemetry.Proto.Collector.Trace.V1;
using OpenTelemetry.Proto.Common.V1;
using OpenTelemetry.Proto.Trace.V1;

namespace TenantLLM.Acceptance.Traces;

/// <summary>A span, the process it came from and the library that made it.</summary>
internal sealed record CollectedSpan(string Service, string Instance, string Scope, Span Span)
{
    private const string ScopeOfOurs = "TenantLLM.";

    /// <summary>Lower-case hex, as in a <c>traceparent</c>.</summary>
    public string TraceId => Hex(Span.TraceId);

    public string Id => Hex(Span.SpanId);

    /// <summary>Empty: it has none.</summary>
    public string ParentId => Hex(Span.ParentSpanId);

    public bool IsOurs => Scope.StartsWith(ScopeOfOurs, StringComparison.Ordinal);

    public static IEnumerable<CollectedSpan> Of(ExportTraceServiceRequest request) =>
        from resource in request.ResourceSpans
        let service = Attribute(resource.Resource.Attributes, "service.name")
        let instance = Attribute(resource.Resource.Attributes, "service.instance.id")
        from scope in resource.ScopeSpans
        from span in scope.Spans
        select new CollectedSpan(service ?? "", instance ?? "", scope.Scope.Name, span);

    /// <summary>An attribute that is a text; null: there is none.</summary>
    public string? Attribute(string key) => Attribute(Span.Attributes, key);

    public override string ToString() => $"{Id} under {ParentId}: {Service} {Instance}, {Scope}: {Span.Name}";

    private static string? Attribute(IEnumerable<KeyValue> attributes, string key) =>
        attributes.FirstOrDefault(attribute => attribute.Key == key)?.Value.StringValue;

    private static string Hex(ByteString id) => Convert.ToHexStringLower(id.Span);
}
