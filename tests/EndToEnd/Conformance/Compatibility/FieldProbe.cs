using System.Text.Json;
using System.Text.Json.Nodes;

namespace TenantLLM.EndToEnd.Conformance.Compatibility;

/// <summary>Asks a server what it makes of the fields of an endpoint.</summary>
internal sealed class FieldProbe(HttpClient client, Endpoint endpoint, string route)
{
    private const string FirstOfList = "{first}";

    private readonly Dictionary<string, Observation> _seen = [];

    /// <summary>The status of every field that the document has for the endpoint, in its order.</summary>
    public async Task<IReadOnlyList<(string Field, FieldStatus Status)>> StatusesAsync()
    {
        var statuses = new List<(string Field, FieldStatus Status)>();
        var documented = endpoint.Documented;
        if (documented.Request is { } request && endpoint.Body is not null)
        {
            foreach (var (name, schema) in TestKit.OpenApiDocument.Shared.Properties(request))
                statuses.Add(($"`{name}`", await StatusAsync(name, schema, BodyAsync)));
        }

        foreach (var (name, schema) in documented.Parameters)
            statuses.Add(($"`{name}` (query)", await StatusAsync(name, schema, QueryAsync)));
        return statuses;
    }

    private async Task<FieldStatus> StatusAsync(string field, JsonElement schema, Func<string, Task<Observation>> call)
    {
        var (isTaken, isRefused, effect) = (false, false, FieldStatus.NoEffect);
        foreach (var example in Examples(field, schema))
        {
            var value = await ValueAsync(example.Value);
            var (without, with) = (await call(example.Beside), await call(With(example.Beside, field, value)));
            if (with.Answer.Status == 400 && without.Succeeded)
            {
                isRefused |= with.Refusal == (field.Split('[')[0], true);
                continue;
            }

            isTaken = true;
            var seen = with == without ? FieldStatus.NoEffect : with.EqualsBut(field, without) ? FieldStatus.Kept : FieldStatus.Honoured;
            effect = seen > effect ? seen : effect;
        }

        return (isTaken, isRefused, effect) switch
        {
            (false, false, _) => FieldStatus.Untried,
            (false, true, _) => FieldStatus.Refused,
            (true, true, FieldStatus.Honoured) => FieldStatus.HonouredInPart,
            (true, true, _) => FieldStatus.DefaultOnly,
            _ => effect,
        };
    }

    private IEnumerable<FieldExample> Examples(string field, JsonElement schema)
    {
        var own = endpoint.Examples.Where(example => example.Field == field).ToList();
        var beside = own.Select(example => example.Beside).FirstOrDefault("{}");
        return own.Concat(ExampleValues.Of(schema).Select(value => new FieldExample(field, value.ToJsonString(), beside)));
    }

    /// <summary>A value with ids in it: of the first object of the list that is probed, or of any.</summary>
    private async Task<string> ValueAsync(string value)
    {
        if (!value.Contains(FirstOfList, StringComparison.Ordinal))
            return await client.WithIdsAsync(value);
        var list = await client.CallAsync(endpoint.Method, route, (JsonObject?)null);
        return value.Replace(FirstOfList, list.Json.GetProperty("data")[0].GetProperty("id").GetString(), StringComparison.Ordinal);
    }

    private Task<Observation> BodyAsync(string fields) => ObserveAsync(fields, "");

    private Task<Observation> QueryAsync(string parameters)
    {
        var pairs = JsonNode.Parse(parameters)!.AsObject().SelectMany(parameter => ConformanceCalls.QueryPairs(parameter.Key, parameter.Value));
        return ObserveAsync("{}", $"?{string.Join('&', pairs)}");
    }

    private async Task<Observation> ObserveAsync(string fields, string query)
    {
        if (!_seen.TryGetValue(fields + query, out var observation))
            _seen[fields + query] = observation = await CallAsync(fields, query);
        return observation;
    }

    private async Task<Observation> CallAsync(string fields, string query)
    {
        var body = endpoint.Body is null ? null : ConformanceCalls.Merge(endpoint.Body, endpoint.Visible, fields);
        var answer = await client.CallAsync(endpoint.Method, route + query, body);
        if (endpoint.Effect is null || answer.Status != 200 || answer.IsStream)
            return new Observation(answer, null);
        var after = await client.CallAsync(
            "GET", endpoint.Effect.Replace("{id}", answer.Json.GetProperty("id").GetString(), StringComparison.Ordinal), (JsonObject?)null);
        return new Observation(answer, after);
    }

    private static string With(string fields, string name, string value)
    {
        var merged = JsonNode.Parse(fields)!.AsObject();
        merged[name] = JsonNode.Parse(value);
        return merged.ToJsonString();
    }
}
