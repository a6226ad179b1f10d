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
    /// <summary>What differs from the document on purpose: endpoint, fault, and why.</summary>
    private static readonly Dictionary<string, string> OnPurpose = [];

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

        var schema = answer.IsStream ? row.StreamSchema : row.AnswerSchema;
        Assert.True(schema is not null, $"{endpoint}: the document has no schema for what it answered: {answer.Text}");
        Assert.NotEmpty(answer.Parts);
        Assert.All(answer.Parts, part => Assert.Equal([], Faults(endpoint, schema.Value, part)));
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

    private static IEnumerable<string> Faults(string endpoint, JsonElement schema, JsonElement part) =>
        OpenApiDocument.Shared.Faults(schema, part)
            .Concat(OpenApiDocument.Shared.Undeclared(schema, part).Select(path => $"{path} is not in the document"))
            .Where(fault => !OnPurpose.ContainsKey($"{endpoint}: {fault}"))
            .Select(fault => $"{fault}, in {part.GetRawText()}");
}
