using System.Text;
using TenantLLM.Wire.Chat;
using Xunit;

namespace TenantLLM.Unit.Wire;

public class MalformedBodyTests
{
    private const string NotJson =
        "We could not parse the JSON body of your request. (HINT: This likely means you aren't using your HTTP library correctly. "
        + "The OpenAI API expects a JSON payload, but what was sent was not valid JSON.)";

    [Theory]
    [InlineData("{")]
    [InlineData("{} {}")]
    [InlineData("{'model':'m'}")]
    [InlineData("""{"model":"m",}""")]
    [InlineData("""{"model":"a\ud800b"}""")]
    [InlineData("""{"model":"a\udc00\ud800b"}""")]
    [InlineData("""{"model":"\ud83d\u0041"}""")]
    [InlineData("""{"m\ud800":"x"}""")]
    [InlineData("{\"model\":\"a\0b\"}")]
    [InlineData("""{"model":NaN}""")]
    public void Body_ThatIsNoJson_IsRefused(string body) => Refused(Encoding.UTF8.GetBytes(body));

    [Fact]
    public void Body_OfInvalidUtf8_IsRefused() => Refused([.. "{\"model\":\""u8, 0xFF, 0xC0, .. "\"}"u8]);

    [Fact]
    public void Body_OfAnotherEncoding_IsRefused() => Refused(Encoding.Unicode.GetBytes(Sample.Body("")));

    [Fact]
    public void Body_NestedTooDeep_IsRefused() =>
        Refused(Encoding.UTF8.GetBytes(Sample.Body($"\"metadata\":{new string('[', 100_000)}{new string(']', 100_000)}")));

    [Theory]
    [InlineData("""\\ud800""", @"\ud800")]
    [InlineData("""\\\ud83d\ude00""", @"\😀")]
    [InlineData("""\"\uD83D\uDE00""", "\"😀")]
    public void Escapes_ThatOnlyLookLikeHalfACharacter_AreRead(string escaped, string expected) =>
        Assert.Equal(expected, Sample.Read(Sample.BodyOf($$"""[{"role":"user","content":"{{escaped}}"}]""")).Messages[0].Content);

    [Fact]
    public void Bodies_MutatedAtRandom_AreAnsweredNotThrown()
    {
        string[] seeds =
        [
            Sample.Body("""  "stream":true,"stream_options":{"include_usage":true},"stop":["a","\ud83d\ude00"],"metadata":{"a":"b"},"seed":1e5,"n":2 """),
            Sample.BodyOf("""[{"role":"assistant","tool_calls":[{"id":"c","type":"function","function":{"name":"f","arguments":"{}"}}]},{"role":"tool","tool_call_id":"c","content":[{"type":"text","text":"é"}]}]"""),
            Sample.Body("""  "response_format":{"type":"text"},"tools":null,"logit_bias":{"5":-1.5},"logprobs":true,"top_logprobs":2,"modalities":["text"],"prompt_cache_options":{"mode":"implicit"} """),
        ];
        var mutator = new BodyMutator(seed: 20261123);
        var outcomes = new Dictionary<string, int>();

        for (var round = 0; round < 6000; round++)
        {
            var body = mutator.Mutate(Encoding.UTF8.GetBytes(seeds[round % seeds.Length]));
            var isRead = ChatCompletionRequest.TryRead(body, out var request, out var error);

            Assert.Equal(isRead, request is not null);
            Assert.Equal(isRead, error is null);
            Assert.True(isRead || error!.Status == 400);
            var outcome = isRead ? "read" : error!.Code ?? "none";
            outcomes[outcome] = outcomes.GetValueOrDefault(outcome) + 1;
        }

        // The mutations reach past the parser.
        Assert.True(outcomes.Count > 8, string.Join(", ", outcomes));
    }

    private static void Refused(byte[] body)
    {
        var error = Sample.ReadError(body);

        Assert.Equal((400, null, null, NotJson), (error.Status, error.Param, error.Code, error.Message));
    }
}
