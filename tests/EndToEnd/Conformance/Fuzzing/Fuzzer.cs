using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using TenantLLM.TestKit;

namespace TenantLLM.EndToEnd.Conformance.Fuzzing;

/// <summary>Makes requests from the document's schemas: number <c>n</c> of a seed is always the same.</summary>
/// <param name="seed">Of all choices.</param>
/// <param name="routes">The endpoints and a route of each, with ids of objects that exist.</param>
internal sealed class Fuzzer(ulong seed, IReadOnlyList<(Endpoint Endpoint, string Route)> routes)
{
    private const int MostOptionalFields = 3;

    /// <summary>They have the most to go wrong.</summary>
    private readonly List<(Endpoint Endpoint, string Route)> _withBody = [.. routes.Where(route => route.Endpoint.Body is not null)];

    public FuzzRequest Request(int number)
    {
        var random = new PCG((uint)number, seed);
        var (endpoint, route) = random.Pick(random.OneIn(8) ? routes : _withBody);
        if (endpoint.Path.EndsWith('}') && random.OneIn(8))
            route = $"{route}{random.Pick(["x", "%7F", "%F0%9F%98%80", "%2F", "%FF", "..", new string('x', 2000)])}";
        var documented = endpoint.Documented;
        return new FuzzRequest(
            endpoint,
            route + Query(random, documented.Parameters),
            endpoint.Body is null ? null : new Mutations(random).Apply(Body(random, endpoint, documented.Request!.Value)),
            [.. Fields(documented)]);
    }

    /// <summary>All that a request can get wrong by name.</summary>
    private static IEnumerable<string> Fields(OpenApiOperation documented) =>
        (documented.Request is { } schema ? OpenApiDocument.Shared.Properties(schema).Keys : []).Concat(documented.Parameters.Keys);

    /// <summary>The row's body, fields of it and others made anew.</summary>
    private static JsonObject Body(PCG random, Endpoint endpoint, JsonElement schema)
    {
        var values = new SchemaValues(random);
        var properties = OpenApiDocument.Shared.Properties(schema);
        var body = ConformanceCalls.Merge(endpoint.Body!, endpoint.Short);
        foreach (var name in body.Select(field => field.Key).Where(_ => random.OneIn(6)).ToList())
            body[name] = values.Of(properties[name]);
        for (var count = random.Next(MostOptionalFields + 1); count > 0; count--)
        {
            var (name, property) = random.Pick([.. properties]);
            if (!body.ContainsKey(name))
                body[name] = values.Of(property);
        }

        return body;
    }

    private static string Query(PCG random, IReadOnlyDictionary<string, JsonElement> parameters)
    {
        var pairs = parameters.Where(_ => random.OneIn(3)).SelectMany(parameter => ConformanceCalls.QueryPairs(
            parameter.Key,
            random.OneIn(2) ? new SchemaValues(random).Of(parameter.Value) : random.Pick(["", "-1", "x", "99999999999", "\u0000", "[]"])));
        var query = string.Join('&', pairs);
        return query.Length == 0 ? "" : $"?{query}";
    }
}

/// <summary>A request of the fuzzer.</summary>
/// <param name="Endpoint">The row.</param>
/// <param name="Route">Path and query.</param>
/// <param name="Body">What is sent as JSON; null: nothing.</param>
/// <param name="Fields">What the document calls its fields.</param>
internal sealed record FuzzRequest(Endpoint Endpoint, string Route, byte[]? Body, IReadOnlyList<string> Fields);
