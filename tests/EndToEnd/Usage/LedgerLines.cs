using System.Globalization;
using System.Text.Json.Nodes;
using TenantLLM.EndToEnd.Http;
using TenantLLM.EndToEnd.Servers;
using Xunit;

namespace TenantLLM.EndToEnd.Usage;

/// <summary>The ledger as an administrator gets it.</summary>
internal static class LedgerLines
{
    /// <summary>All rows.</summary>
    public static async Task<IReadOnlyList<LedgerLine>> LedgerAsync(this HttpServer server)
    {
        using var client = server.Client(StandaloneServer.AdminKey);
        var lines = (await client.GetStringAsync("/v1/organization/usage/ledger.csv?start_time=0&end_time=253402214400")).Split("\r\n");
        Assert.Equal("", lines[^1]);
        var names = lines[0].Split(',');
        return [.. lines[1..^1].Select(line => new LedgerLine(names.Zip(line.Split(',')).ToDictionary(pair => pair.First, pair => pair.Second)))];
    }

    /// <summary>The results of all buckets of a day and the one after.</summary>
    public static async Task<IReadOnlyList<JsonObject>> ReportAsync(this HttpServer server, string route, string query = "")
    {
        using var client = server.Client(StandaloneServer.AdminKey);
        var start = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() - 86_400;
        var page = await client.CallAsync(HttpMethod.Get, $"/v1/organization/{route}?start_time={start}{query}");
        return [.. page["data"]!.AsArray().SelectMany(bucket => bucket!["results"]!.AsArray()).Select(result => result!.AsObject())];
    }
}

/// <summary>A row of the ledger.</summary>
internal sealed record LedgerLine(IReadOnlyDictionary<string, string> Fields)
{
    public string Id => Fields["response_id"];

    public string Outcome => Fields["outcome"];

    public int Input => Number("input_tokens");

    public int Cached => Number("cached_tokens");

    public int Output => Number("output_tokens");

    public decimal Cost => decimal.Parse(Fields["cost"], CultureInfo.InvariantCulture);

    private int Number(string name) => int.Parse(Fields[name], CultureInfo.InvariantCulture);
}
