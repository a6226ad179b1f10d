using TenantLLM.Api.Inputs;
using TenantLLM.Api.Sessions;
using TenantLLM.Grains.Abstractions.Sessions;
using TenantLLM.Grains.Abstractions.Tenants;
using TenantLLM.Wire.Completions;
using TenantLLM.Wire.Inputs;

namespace TenantLLM.Api.Endpoints.Completions;

/// <summary>Between OpenAI's completions and the vocabulary of sessions.</summary>
internal static class CompletionMapping
{
    public static SessionRequest ToSession(CreateCompletionRequest request, TextInput prompt, string responseId) => new SessionRequest
    {
        ResponseId = responseId,
        Model = request.Model,
        Prompt = new SessionPrompt.Raw(prompt.ToGrain()),
        MaxTokens = request.MaxTokens,
        Choices = request.Candidates,

        // The best of several are found by them.
        TopLogProbs = request.Logprobs ?? (request.Candidates > request.Choices ? 0 : null),
        KeepTurn = false,
    }.Sampled(request.Sampling);

    public static AdmissionRequest ToAdmission(CreateCompletionRequest request, string responseId) => new()
    {
        ResponseId = responseId,
        Model = request.Model,
        MaxOutputTokens = request.MaxTokens,
        Answers = request.Prompts.Count * request.Candidates,
        Parts = request.Prompts.Count,
    };

    public static void AddTo(this SessionLogProbs logProbs, TextLogprobsBuilder builder)
    {
        foreach (var token in logProbs.Tokens)
            builder.Add(token.Bytes.Span, token.LogProb, token.Top.Select(top => (top.Bytes, top.LogProb)));
    }
}
