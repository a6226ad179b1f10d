using System.Globalization;
using System.Text;
using TenantLLM.Grains.Abstractions.Usage;
using TenantLLM.Wire.Admin.Usage;

namespace TenantLLM.Api.Endpoints.Admin.Usage;

/// <summary>Rows of the ledger as CSV (RFC 4180), page by page: neither side holds more than one.</summary>
internal sealed class LedgerCsv(IUsageGrain grain, string currency)
{
    private const string Header =
        "response_id,part,endpoint,project_id,api_key_id,user_id,model,conversation_id,input_tokens,cached_tokens,output_tokens,"
        + "input_price,cached_input_price,output_price,cost,currency,started_at,ended_at,outcome\r\n";

    private readonly StringBuilder _text = new();

    public async Task WriteAsync(HttpContext context, LedgerQuery query, DateTimeOffset until)
    {
        // The first page before the first byte: what fails until then is answered as an error.
        var request = new LedgerRequest(query.From, until, [.. query.ProjectIds], null);
        var page = await grain.ListAsync(request);
        context.Response.ContentType = "text/csv; charset=utf-8";
        context.Response.Headers.ContentDisposition = "attachment; filename=\"ledger.csv\"";
        _text.Append(Header);
        while (true)
        {
            foreach (var row in page.Rows)
                Append(row);
            await context.Response.WriteAsync(_text.ToString(), context.RequestAborted);
            _text.Clear();
            if (page.Next is null)
                return;
            page = await grain.ListAsync(request with { After = page.Next });
        }
    }

    private void Append(LedgerRow row)
    {
        string?[] fields =
        [
            row.ResponseId, Text(row.Part), EndpointOf(row), row.ProjectId, row.BilledTo.KeyId, row.BilledTo.UserId, row.Model,
            row.ConversationId, Text(row.InputTokens), Text(row.CachedTokens), Text(row.OutputTokens), Text(row.InputPrice),
            Text(row.CachedPrice), Text(row.OutputPrice), Text(row.Cost), currency, Text(row.StartedAt), Text(row.EndedAt), OutcomeOf(row),
        ];
        _text.AppendJoin(',', fields.Select(Quoted)).Append("\r\n");
    }

    private static string Text(IFormattable value) => value.ToString(null, CultureInfo.InvariantCulture);

    private static string Text(DateTimeOffset time) => time.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);

    private static string Quoted(string? field) => field is not null && field.AsSpan().ContainsAny("\",\r\n")
        ? $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
        : field ?? "";

    private static string EndpointOf(LedgerRow row) => row.Endpoint switch
    {
        UsageEndpoint.ChatCompletions => "chat.completions",
        UsageEndpoint.Completions => "completions",
        UsageEndpoint.Responses => "responses",
        UsageEndpoint.Embeddings => "embeddings",
        _ => throw new ArgumentOutOfRangeException(nameof(row), row.Endpoint, "not a known endpoint"),
    };

    private static string OutcomeOf(LedgerRow row) => row.Outcome switch
    {
        LedgerOutcome.Completed => "completed",
        LedgerOutcome.Cancelled => "cancelled",
        LedgerOutcome.Failed => "failed",
        LedgerOutcome.Interrupted => "interrupted",
        _ => throw new ArgumentOutOfRangeException(nameof(row), row.Outcome, "not a known outcome"),
    };
}
