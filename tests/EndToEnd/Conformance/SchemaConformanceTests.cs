using System.Text.Json;
using TenantLLM.EndToEnd.Servers;
using TenantLLM.TestKit;
using Xunit;

namespace TenantLLM.EndToEnd.Conformance;

/// <summary>Every body and every frame of every endpoint against the API document's schemas, which do not forbid other keys: here they
/// are forbidden.</summary>
[Collection(StandaloneGroup.Name)]
public class SchemaConformanceTests(StandaloneFixture standalone)
{
    private static readonly Deviation[] OnPurpose =
    [
        new(
            "(GET|POST) /chat/completions(/{completion_id})?",
            @"\$(\.data\[\d+\])?\.(request_id|tool_choice|seed|top_p|temperature|presence_penalty|frequency_penalty|input_user|tools|metadata"
            + "|response_format) is not in the document",
            "stored completions have what the document's examples have, and its schema has not"),
        new(
            "GET /chat/completions/{completion_id}/messages",
            @"\$\.data\[\d+\]\.(role: '[a-z]+' is not allowed|name is not in the document)",
            "the document's example lists messages of a user, its schema those of the assistant only"),
        new(
            "POST /completions",
            @"\$\.(choices\[\d+\]\.finish_reason|usage): .*|\$\.obfuscation is not in the document",
            "the document has no schema of frames: in all but the last these are null, and include_obfuscation is in its request"),
        new(
            "POST /embeddings",
            @"\$\.data\[\d+\]\.embedding: is String, not array",
            "the document has no base64 in its schema; the recordings show it"),
        new(
            "(POST|GET) /responses.*",
            @".*\.logprobs\[\d+\](\.top_logprobs\[\d+\])?\.bytes is not in the document",
            "the document has the bytes in items but not in events; a token that is a part of a character needs them"),
    ];

    private static readonly Deviation[] OfAdministration =
    [
        new(
            "GET /organization/audit_logs",
            @"\$\.data\[\d+\]\.(actor\.api_key\.ip_address|service_account\.updated\.changes_requested\.name"
            + @"|project\.updated\.changes_requested\.(spend_limit|model_permissions)) is not in the document",
            "from where a key's change came is told, too; the document has it for sessions only. So are a new name and a project's limits"),
    ];

    public static IEnumerable<object[]> Samples =>
        from endpoint in ConformanceTable.Endpoints
        from sample in endpoint.Samples
        select new object[] { endpoint.ToString(), sample.Name };

    [SharedTheory(OpenApiDocument.SharedPath)]
    [MemberData(nameof(Samples))]
    public async Task Answer_OfEveryEndpoint_FitsTheDocument(string endpoint, string sample)
    {
        var row = ConformanceTable.Row(endpoint);
        var call = row.Samples.Single(one => one.Name == sample);

        var answer = (await standalone.Client.CallAsync(row, call.Fields, call.Query)).Succeeded(endpoint);

        Assert.NotEmpty(answer.Parts);
        if ((answer.IsStream ? row.StreamSchema : row.Documented.Body) is { } schema)
            AssertNone(answer.Parts.SelectMany(part => Faults(endpoint, schema, part)));
        else
            Assert.Equal(row.Shape, JsonShape.Of(answer.Json));
    }

    [SharedFact(OpenApiDocument.SharedPath)]
    public void Judge_OfAKeyThatIsNotInTheDocument_FindsIt() => Assert.Equal(
        ["$.extra", "$.choices[0].delta.nonsense"],
        OpenApiDocument.Shared.Undeclared(
            OpenApiDocument.Shared.Schema("CreateChatCompletionStreamResponse"),
            ConformanceCalls.Parse("""
                {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1,"model":"m","extra":{"a":1},
                "choices":[{"index":0,"finish_reason":null,"delta":{"content":"Hi","nonsense":1}}]}
                """)));

    [SharedFact(OpenApiDocument.SharedPath)]
    public void Table_AndTheDocument_HaveTheSameEndpoints() => Assert.Equal(
        OpenApiDocument.Shared.Operations.Where(operation => ConformanceTable.IsOurs(operation.Path))
            .Select(operation => $"{operation.Method} {operation.Path}").Order(),
        ConformanceTable.Endpoints.Select(row => row.ToString()).Concat(ConformanceTable.NotServed.Keys).Order());

    [Fact]
    public async Task Endpoints_OutsideTheTable_AreNotServed()
    {
        foreach (var endpoint in ConformanceTable.NotServed.Keys)
        {
            var (method, path) = (endpoint.Split(' ')[0], endpoint.Split(' ')[1]);
            var answer = await standalone.Client.CallAsync(method, path, method == "POST" ? [] : null);

            var message = answer.Json.GetProperty("error").GetProperty("message").GetString()!;
            Assert.True(
                answer.Status == 405 || message.StartsWith("Invalid URL", StringComparison.Ordinal),
                $"{endpoint} answers '{message}': it is served and needs its row in the table.");
        }
    }

    private static IEnumerable<string> Faults(string endpoint, JsonElement schema, JsonElement part)
    {
        var judged = DocumentGaps.Without(part);
        return OpenApiDocument.Shared.Faults(schema, judged)
            .Concat(OpenApiDocument.Shared.Undeclared(schema, judged).Select(path => $"{path} is not in the document"))
            .Where(fault => !OnPurpose.Concat(OfAdministration).Any(deviation => deviation.Covers(endpoint, fault)))
            .Select(fault => $"{fault}, in {judged}");
    }

    private static void AssertNone(IEnumerable<string> faults)
    {
        var found = faults.ToList();
        Assert.True(found.Count == 0, string.Join('\n', found));
    }
}
