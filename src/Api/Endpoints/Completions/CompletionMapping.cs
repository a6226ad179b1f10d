using TenantLLM.Api.Inputs;
using TenantLLM.Grains.Abstractions.Sessions;
using TenantLLM.Wire.Completions;
using TenantLLM.Wire.Inputs;

namespace TenantLLM.Api.Endpoints.Completions;

/// <summary>Between OpenAI's completions and the vocabulary of sessions.</summary>
internal static class CompletionMapping
{
    public static SessionRequest ToSession(CreateCompletionRequest request, TextInput prompt, string responseId) => new()
    {
        ResponseId = responseId,
        Model = request.Model,
        Prompt = new SessionPrompt.Raw(prompt.ToGrain()),
        MaxTokens = request.MaxTokens,
        Temperature = (float)(request.Temperature ?? 1),
        TopP = (float)(request.TopP ?? 1),
        FrequencyPenalty = (float)(request.FrequencyPenalty ?? 0),
        PresencePenalty = (float)(request.PresencePenalty ?? 0),
        RepetitionPenalty = (float)(request.RepetitionPenalty ?? 1),
        LogitBias = [.. request.LogitBias.Select(bias => new SessionLogitBias(bias.Key, (float)bias.Value))],
        TopK = request.TopK ?? 0,
        MinP = (float)(request.MinP ?? 0),
        Seed = request.Seed,
        StopSequences = [.. request.Stop],
        Choices = request.Candidates,

        // The best of several are found by them.
        TopLogProbs = request.Logprobs ?? (request.Candidates > request.Choices ? 0 : null),
        KeepTurn = false,
    };

    public static void AddTo(this SessionLogProbs logProbs, TextLogprobsBuilder builder)
    {
        foreach (var token in logProbs.Tokens)
            builder.Add(token.Bytes.Span, token.LogProb, token.Top.Select(top => (top.Bytes, top.LogProb)));
    }
}
