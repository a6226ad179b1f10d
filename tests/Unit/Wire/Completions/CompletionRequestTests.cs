using TenantLLM.TestKit;
using TenantLLM.Wire.Chat;
using TenantLLM.Wire.Inputs;
using Xunit;
using static TenantLLM.Unit.Wire.Completions.CompletionSample;

namespace TenantLLM.Unit.Wire.Completions;

public class CompletionRequestTests
{
    /// <summary>Each field of the document with a value that is not its default, and the code it is refused with; null: it is honoured.</summary>
    public static TheoryData<string, string, string?> Fields => new()
    {
        { "best_of", "3", null },
        { "echo", "true", null },
        { "frequency_penalty", "0.5", null },
        { "logit_bias", """{"50256":-100}""", null },
        { "logprobs", "5", null },
        { "max_tokens", "5", null },
        { "model", "\"demo\"", null },
        { "n", "2", null },
        { "presence_penalty", "-1", null },
        { "prompt", "\"Hi\"", null },
        { "seed", "1", null },
        { "stop", "\"END\"", null },
        { "stream", "true", null },
        { "stream_options", """{"include_usage":true}""", null },
        { "suffix", "\"end\"", "unsupported_parameter" },
        { "temperature", "0", null },
        { "top_p", "0.5", null },
        { "user", "\"u\"", null },
    };

    public static TheoryData<string> OptionalNames => [.. Fields.Select(row => (string)row[0]!).Except(["model", "prompt"])];

    public static TheoryData<string, string?, string?> Faults => new()
    {
        { "{}", null, null },
        { """{"model":[],"prompt":"Hi"}""", "invalid_type", "model" },
        { BodyOf("7"), "invalid_type", "prompt" },
        { BodyOf("{}"), "invalid_type", "prompt" },
        { BodyOf("[]"), "empty_array", "prompt" },
        { BodyOf("[[]]"), "empty_array", "prompt[0]" },
        { BodyOf("[\"a\",1]"), "invalid_type", "prompt[1]" },
        { BodyOf("[1,-1]"), "integer_below_min_value", "prompt[1]" },
        { BodyOf("[[1],[2,1.5]]"), "invalid_type", "prompt[1][1]" },
        { BodyOf($"[{string.Join(',', Enumerable.Repeat("\"a\"", 1025))}]"), "array_above_max_length", "prompt" },
        { $$"""{"model":"demo","n":128,"prompt":[{{string.Join(',', Enumerable.Repeat("[1]", 9))}}]}""", "array_above_max_length", "prompt" },
        { Body("\"n\":0"), "integer_below_min_value", "n" },
        { Body("\"n\":129"), "integer_above_max_value", "n" },
        { Body("\"best_of\":0"), "integer_below_min_value", "best_of" },
        { Body("\"best_of\":-1"), "integer_below_min_value", "best_of" },
        { Body("\"best_of\":21"), "integer_above_max_value", "best_of" },
        { Body("\"n\":3,\"best_of\":2"), "integer_below_min_value", "best_of" },
        { Body("\"best_of\":2,\"stream\":true"), "invalid_parameter_combination", "best_of" },
        { Body("\"echo\":1"), "invalid_type", "echo" },
        { Body("\"echo\":true,\"logprobs\":0"), "unsupported_parameter", "echo" },
        { Body("\"logprobs\":true"), "invalid_type", "logprobs" },
        { Body("\"logprobs\":-1"), "integer_below_min_value", "logprobs" },
        { Body("\"logprobs\":6"), "integer_above_max_value", "logprobs" },
        { Body("\"max_tokens\":-1"), "integer_below_min_value", "max_tokens" },
        { Body("\"max_tokens\":1.5"), "invalid_type", "max_tokens" },
        { Body("\"max_tokens\":3000000000"), "integer_above_max_value", "max_tokens" },
        { Body("\"temperature\":2.5"), "decimal_above_max_value", "temperature" },
        { Body("\"top_p\":-0.1"), "decimal_below_min_value", "top_p" },
        { Body("\"frequency_penalty\":3"), "decimal_above_max_value", "frequency_penalty" },
        { Body("\"presence_penalty\":\"no\""), "invalid_type", "presence_penalty" },
        { Body("\"logit_bias\":{\"Hi\":1}"), null, "logit_bias" },
        { Body("\"logit_bias\":{\"1\":101}"), "decimal_above_max_value", "logit_bias.1" },
        { Body("\"seed\":\"x\""), "invalid_type", "seed" },
        { Body("\"stop\":[\"1\",\"2\",\"3\",\"4\",\"5\"]"), "array_above_max_length", "stop" },
        { Body("\"stream\":\"yes\""), "invalid_type", "stream" },
        { Body("\"stream_options\":{}"), null, "stream_options" },
        { Body("\"stream\":true,\"stream_options\":{\"include_usage\":1}"), "invalid_type", "stream_options.include_usage" },
        { Body("\"suffix\":7"), "unsupported_parameter", "suffix" },
        { Body($"\"user\":\"{new string('u', 65)}\""), "string_above_max_length", "user" },
    };

    [SharedFact(OpenApiDocument.SharedPath)]
    public void Fields_OfTheDocument_AreAllInThisTable() => Assert.Equal(
        OpenApiDocument.Shared.Properties("CreateCompletionRequest").Keys.Order(), Fields.Select(row => (string)row[0]!).Order());

    [Theory]
    [MemberData(nameof(Fields))]
    public void Field_WithAValue_IsHonouredOrRefusedByName(string field, string value, string? code)
    {
        var body = field switch
        {
            "model" or "prompt" => Body(""),
            "stream_options" => Body($"\"stream\":true,\"{field}\":{value}"),
            _ => Body($"\"{field}\":{value}"),
        };
        if (code is null)
        {
            Read(body);
            return;
        }

        var error = ReadError(body);
        Assert.Equal((code, field), (error.Code, error.Param));
        Assert.Contains($"'{field}'", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(OptionalNames))]
    public void Field_OfNull_IsItsDefault(string field) => Read(Body($"\"{field}\":null"));

    [Fact]
    public void Request_WithoutOptions_HasDefaults()
    {
        var request = Read("""{"model":"demo"}""");

        Assert.Equal([new TextInput.OfText("<|endoftext|>")], request.Prompts);
        Assert.Equal((1, 1, 16, false, null), (request.Choices, request.Candidates, request.MaxTokens, request.Echo, request.Logprobs));
        Assert.Equal((false, ChatStreamOptions.Default), (request.Stream, request.StreamOptions));
        Assert.Equal([new TextInput.OfText("<|endoftext|>")], Read(BodyOf("null")).Prompts);
    }

    [Fact]
    public void Request_WithOptions_HasThem()
    {
        var request = Read(Body("\"n\":2,\"best_of\":5,\"max_tokens\":0,\"logprobs\":0,\"stop\":\"a\",\"top_k\":4,\"min_p\":0.5,\"repetition_penalty\":2"));

        Assert.Equal((2, 5, 0, 0), (request.Choices, request.Candidates, request.MaxTokens, request.Logprobs));
        Assert.Equal((4, 0.5, 2.0), (request.TopK, request.MinP, request.RepetitionPenalty));
        Assert.Equal(["a"], request.Stop);
        Assert.Equal((3, 3), (Read(Body("\"n\":3")).Choices, Read(Body("\"n\":3")).Candidates));
    }

    [Theory]
    [InlineData("\"\"", 1)]
    [InlineData("[\"\",\"b\"]", 2)]
    [InlineData("[1,2]", 1)]
    [InlineData("[[1,2],[3]]", 2)]
    public void Prompt_OfEveryKind_IsRead(string prompt, int count) => Assert.Equal(count, Read(BodyOf(prompt)).Prompts.Count);

    [Theory]
    [InlineData("\"suffix\":\"\"")]
    [InlineData("\"best_of\":2,\"n\":2,\"stream\":true")]
    [InlineData("\"echo\":false,\"logprobs\":1")]
    public void Fields_ThatChangeNothing_AreAccepted(string fields) => Read(Body(fields));

    [Theory]
    [MemberData(nameof(Faults))]
    public void Field_AtFault_IsRefusedByName(string body, string? code, string? param)
    {
        var error = ReadError(body);
        Assert.Equal((400, "invalid_request_error", code, param), (error.Status, error.Type, error.Code, error.Param));
    }

    [Fact]
    public void Field_Unknown_IsRefusedByName() =>
        Assert.Equal("Unrecognized request argument supplied: messages", ReadError(Body("\"messages\":[]")).Message);
}
