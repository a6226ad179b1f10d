namespace TenantLLM.EndToEnd.Telemetry;

/// <summary>What a collector learns of a span. Ids are lower-case hex.</summary>
internal sealed record ExportedSpan(
    string Service, string Scope, string Name, string TraceId, string SpanId, string ParentId, IReadOnlyDictionary<string, string> Attributes)
{
    /// <summary>The spans of an <c>ExportTraceServiceRequest</c> (opentelemetry-proto, trace.proto).</summary>
    public static List<ExportedSpan> Read(ReadOnlySpan<byte> request)
    {
        var spans = new List<ExportedSpan>();
        var reader = new ProtoReader(request);
        while (reader.Read())
            ReadResource(reader.Value, spans);
        return spans;
    }

    private static void ReadResource(ReadOnlySpan<byte> resourceSpans, List<ExportedSpan> spans)
    {
        var service = "";
        var reader = new ProtoReader(resourceSpans);
        while (reader.Read())
        {
            if (reader.Field == 1)
                service = ReadAttributes(reader.Value, field: 1).GetValueOrDefault("service.name", "");
            else if (reader.Field == 2)
                ReadScope(reader.Value, service, spans);
        }
    }

    private static void ReadScope(ReadOnlySpan<byte> scopeSpans, string service, List<ExportedSpan> spans)
    {
        var scope = "";
        var reader = new ProtoReader(scopeSpans);
        while (reader.Read())
        {
            if (reader.Field == 1)
                scope = FirstText(reader.Value);
            else if (reader.Field == 2)
                spans.Add(ReadSpan(reader.Value, service, scope));
        }
    }

    private static ExportedSpan ReadSpan(ReadOnlySpan<byte> span, string service, string scope)
    {
        var (name, trace, id, parent) = ("", "", "", "");
        var reader = new ProtoReader(span);
        while (reader.Read())
        {
            switch (reader.Field)
            {
                case 1:
                    trace = Convert.ToHexStringLower(reader.Value);
                    break;
                case 2:
                    id = Convert.ToHexStringLower(reader.Value);
                    break;
                case 4:
                    parent = Convert.ToHexStringLower(reader.Value);
                    break;
                case 5:
                    name = reader.Text;
                    break;
            }
        }

        return new ExportedSpan(service, scope, name, trace, id, parent, ReadAttributes(span, field: 9));
    }

    /// <summary>The attributes that are texts.</summary>
    private static Dictionary<string, string> ReadAttributes(ReadOnlySpan<byte> message, int field)
    {
        var attributes = new Dictionary<string, string>();
        var reader = new ProtoReader(message);
        while (reader.Read())
        {
            if (reader.Field != field)
                continue;
            var pair = new ProtoReader(reader.Value);
            var key = "";
            while (pair.Read())
            {
                if (pair.Field == 1)
                    key = pair.Text;
                else
                    attributes[key] = FirstText(pair.Value);
            }
        }

        return attributes;
    }

    /// <summary>Field 1 as a text; empty if there is none.</summary>
    private static string FirstText(ReadOnlySpan<byte> message)
    {
        var reader = new ProtoReader(message);
        return reader.Read() && reader.Field == 1 ? reader.Text : "";
    }
}
