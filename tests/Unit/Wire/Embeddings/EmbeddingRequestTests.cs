using TenantLLM.TestKit;
using TenantLLM.Wire.Inputs;
using Xunit;
using static TenantLLM.Unit.Wire.Embeddings.EmbeddingSample;

namespace TenantLLM.Unit.Wire.Embeddings;

public class EmbeddingRequestTests
{
    /// <summary>Each field of the document with a value that is not its default.</summary>
    public static TheoryData<string, string> Fields => new()
    {
        { "dimensions", "5" },
        { "encoding_format", "\"base64\"" },
        { "input", "\"Hi\"" },
        { "model", "\"demo\"" },
        { "user", "\"u\"" },
    };

    public static TheoryData<string, string?, string?> Faults => new()
    {
        { "{}", null, null },
        { """{"input":"Hi"}""", null, null },
        { """{"model":7,"input":"Hi"}""", "invalid_type", "model" },
        { """{"model":"demo"}""", "missing_required_parameter", "input" },
        { BodyOf("null"), "invalid_type", "input" },
        { BodyOf("7"), "invalid_type", "input" },
        { BodyOf("{}"), "invalid_type", "input" },
        { BodyOf("\"\""), "empty_string", "input" },
        { BodyOf("[]"), "empty_array", "input" },
        { BodyOf("[\"a\",\"\"]"), "empty_string", "input[1]" },
        { BodyOf("[\"a\",7]"), "invalid_type", "input[1]" },
        { BodyOf("[null]"), "invalid_type", "input[0]" },
        { BodyOf("[{}]"), "invalid_type", "input[0]" },
        { BodyOf("[1,\"a\"]"), "invalid_type", "input[1]" },
        { BodyOf("[1,1.5]"), "invalid_type", "input[1]" },
        { BodyOf("[1,[2]]"), "invalid_type", "input[1]" },
        { BodyOf("[-1]"), "integer_below_min_value", "input[0]" },
        { BodyOf("[2147483648]"), "integer_above_max_value", "input[0]" },
        { BodyOf("[1e400]"), "integer_above_max_value", "input[0]" },
        { BodyOf("[[]]"), "empty_array", "input[0]" },
        { BodyOf("[[1],\"a\"]"), "invalid_type", "input[1]" },
        { BodyOf("[[1],[2,-3]]"), "integer_below_min_value", "input[1][1]" },
        { BodyOf("[[1],[[2]]]"), "invalid_type", "input[1][0]" },
        { BodyOf($"[{Repeated("\"a\"", 2049)}]"), "array_above_max_length", "input" },
        { BodyOf($"[{Repeated("1", 2049)}]"), "array_above_max_length", "input" },
        { BodyOf($"[{Repeated("[1]", 100_000)}]"), "array_above_max_length", "input" },
        { Body("\"encoding_format\":\"int8\""), "invalid_value", "encoding_format" },
        { Body("\"encoding_format\":1"), "invalid_type", "encoding_format" },
        { Body("\"dimensions\":0"), "integer_below_min_value", "dimensions" },
        { Body("\"dimensions\":-42"), "integer_below_min_value", "dimensions" },
        { Body("\"dimensions\":1.5"), "invalid_type", "dimensions" },
        { Body("\"dimensions\":3000000000"), "integer_above_max_value", "dimensions" },
        { Body($"\"user\":\"{new string('u', 65)}\""), "string_above_max_length", "user" },
    };

    [SharedFact(OpenApiDocument.SharedPath)]
    public void Fields_OfTheDocument_AreAllInThisTable() => Assert.Equal(
        OpenApiDocument.Shared.Properties("CreateEmbeddingRequest").Keys.Order(), Fields.Select(row => (string)row[0]!).Order());

    [Theory]
    [MemberData(nameof(Fields))]
    public void Field_WithAValue_IsHonoured(string field, string value) =>
        Read(field is "model" or "input" ? Body("") : Body($"\"{field}\":{value}"));

    [Theory]
    [InlineData("dimensions")]
    [InlineData("encoding_format")]
    [InlineData("user")]
    public void Field_OfNull_IsItsDefault(string field)
    {
        var request = Read(Body($"\"{field}\":null"));
        Assert.Equal((false, null, null), (request.IsBase64, request.Dimensions, request.User));
    }

    [Fact]
    public void Request_WithoutOptions_HasDefaults()
    {
        var request = Read(Body(""));
        Assert.Equal(("demo", false, null, null), (request.Model, request.IsBase64, request.Dimensions, request.User));
        Assert.Equal([new TextInput.OfText("Hi")], request.Input);
    }

    [Fact]
    public void Request_WithOptions_HasThem()
    {
        var request = Read(Body("\"encoding_format\":\"base64\",\"dimensions\":3,\"user\":\"u\""));
        Assert.Equal((true, 3, "u"), (request.IsBase64, request.Dimensions, request.User));
        Assert.False(Read(Body("\"encoding_format\":\"float\"")).IsBase64);
    }

    [Theory]
    [InlineData("[\"a\",\"b\"]", "a|b")]
    [InlineData("[7,0,2147483647]", "7,0,2147483647")]
    [InlineData("[3.0,1e2]", "3,100")]
    [InlineData("[[1,2],[3]]", "1,2|3")]
    public void Input_OfEveryKind_IsRead(string input, string expected) =>
        Assert.Equal(expected, string.Join('|', Read(BodyOf(input)).Input.Select(Show)));

    [Fact]
    public void Input_OfAsManyAsMayBe_IsRead()
    {
        Assert.Equal(2048, Read(BodyOf($"[{Repeated("\"a\"", 2048)}]")).Input.Count);
        var tokens = Assert.Single(Read(BodyOf($"[[{Repeated("1", 100_000)}]]")).Input);
        Assert.Equal(100_000, Assert.IsType<TextInput.OfTokens>(tokens).Tokens.Count);
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public void Field_AtFault_IsRefusedByName(string body, string? code, string? param)
    {
        var error = ReadError(body);
        Assert.Equal((400, "invalid_request_error", code, param), (error.Status, error.Type, error.Code, error.Param));
    }

    [Fact]
    public void Field_Unknown_IsRefusedByName() =>
        Assert.Equal("Unrecognized request argument supplied: nonsense", ReadError(Body("\"nonsense\":1")).Message);

    private static string Repeated(string element, int count) => string.Join(',', Enumerable.Repeat(element, count));

    private static string Show(TextInput input) => input switch
    {
        TextInput.OfText text => text.Text,
        TextInput.OfTokens tokens => string.Join(',', tokens.Tokens),
        _ => throw new InvalidOperationException("not a known kind"),
    };
}
