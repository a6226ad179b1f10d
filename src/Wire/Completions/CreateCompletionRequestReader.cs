using System.Globalization;
using TenantLLM.Wire.Chat;
using TenantLLM.Wire.Inputs;
using TenantLLM.Wire.Reading;

namespace TenantLLM.Wire.Completions;

/// <summary>The fields of a completion request and their limits.</summary>
internal static class CreateCompletionRequestReader
{
    private const int DefaultMaxTokens = 16;
    private const int MostCandidates = 20;

    /// <summary>Answers of a request, over all its prompts: what one answer may hold. OpenAI's document names no limit.</summary>
    private const int MostAnswers = 1024;

    /// <summary>OpenAI's own default: the beginning of a document.</summary>
    private static readonly TextInput DefaultPrompt = new TextInput.OfText("<|endoftext|>");

    public static CreateCompletionRequest Read(ObjectReader fields)
    {
        var choices = (int?)fields.Integer("n", 1, RequestLimits.MostChoices) ?? 1;
        var request = new CreateCompletionRequest
        {
            Model = fields.Model(),
            Prompts = Prompts(fields),
            Choices = choices,
            Candidates = (int?)fields.Integer("best_of", 0, MostCandidates) ?? choices,
            Echo = fields.Flag("echo") ?? false,
            Logprobs = (int?)fields.Integer("logprobs", 0, 5),
            MaxTokens = (int?)fields.Integer("max_tokens", 0, int.MaxValue) ?? DefaultMaxTokens,
            Stream = fields.Flag("stream") ?? false,
            StreamOptions = ChatStreamOptions.Read(fields),
            Temperature = fields.Number("temperature", 0, 2),
            TopP = fields.Number("top_p", 0, 1),
            FrequencyPenalty = fields.Number("frequency_penalty", -2, 2),
            PresencePenalty = fields.Number("presence_penalty", -2, 2),
            LogitBias = fields.TokenBiases("logit_bias", RequestLimits.MostBiases, -100, 100),
            Seed = fields.Integer("seed"),
            TopK = (int?)fields.Integer("top_k", 0, int.MaxValue),
            MinP = fields.Number("min_p", 0, 1),
            RepetitionPenalty = fields.Number("repetition_penalty", RequestLimits.LeastRepetitionPenalty, 10),
            Stop = fields.OneOrMoreTexts("stop", RequestLimits.MostStops),
            User = fields.Text("user", RequestLimits.LongestIdentifier),
        };
        fields.UnsupportedUnless("suffix", "");
        fields.RefuseUnknown();
        Check(request, fields);
        return request;
    }

    private static IReadOnlyList<TextInput> Prompts(ObjectReader fields) =>
        fields.TextInputs("prompt", mayBeEmpty: true) is { Count: > 0 } prompts ? prompts : [DefaultPrompt];

    private static void Check(CreateCompletionRequest request, ObjectReader fields)
    {
        if (request.Candidates < request.Choices)
            fields.Report(ParameterErrors.IntegerBelow("best_of", request.Choices, request.Candidates.ToString(CultureInfo.InvariantCulture)));
        else if (request.Candidates > request.Choices && request.Stream)
            fields.Report(ParameterErrors.BestOfWithStream());
        else if (request.Echo && request.Logprobs is not null)
            fields.Report(ParameterErrors.EchoWithLogprobs());
        else if (MostAnswers / request.Candidates is var most && request.Prompts.Count > most)
            fields.Report(ParameterErrors.ArrayTooLong("prompt", most, request.Prompts.Count));
    }
}
