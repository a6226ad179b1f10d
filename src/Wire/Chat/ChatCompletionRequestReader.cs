using TenantLLM.Wire.Reading;

namespace TenantLLM.Wire.Chat;

/// <summary>The fields of a chat completion request and their limits.</summary>
internal static class ChatCompletionRequestReader
{
    public static ChatCompletionRequest Read(ObjectReader fields)
    {
        var request = new ChatCompletionRequest
        {
            Model = fields.Model(),
            Messages = fields.RequiredObjects("messages", ChatMessageReader.Read, RequestLimits.MostMessages),
            Stream = fields.Flag("stream") ?? false,
            StreamOptions = ChatStreamOptions.Read(fields),
            MaxCompletionTokens = MaxTokens(fields),
            Temperature = fields.Number("temperature", 0, 2),
            TopP = fields.Number("top_p", 0, 1),
            FrequencyPenalty = fields.Number("frequency_penalty", -2, 2),
            PresencePenalty = fields.Number("presence_penalty", -2, 2),
            LogitBias = fields.TokenBiases("logit_bias", RequestLimits.MostBiases, -100, 100),
            Seed = fields.Integer("seed"),
            TopK = (int?)fields.Integer("top_k", 0, int.MaxValue),
            MinP = fields.Number("min_p", 0, 1),
            RepetitionPenalty = fields.Number("repetition_penalty", RequestLimits.LeastRepetitionPenalty, 10),
            Choices = (int?)fields.Integer("n", 1, RequestLimits.MostChoices) ?? 1,
            TopLogprobs = TopLogprobs(fields),
            Stop = fields.OneOrMoreTexts("stop", RequestLimits.MostStops),
            PromptCacheKey = fields.Text("prompt_cache_key", RequestLimits.LongestIdentifier),
            SafetyIdentifier = fields.Text("safety_identifier", RequestLimits.LongestIdentifier),
            User = fields.Text("user", RequestLimits.LongestIdentifier),
            Metadata = fields.Metadata(),
            ReasoningEffort = fields.Choice("reasoning_effort", ModelFields.Efforts),
            Store = fields.Flag("store"),
            ServiceTier = fields.Choice("service_tier", ServiceTiers.All),
        };
        UnsupportedChatFields.Refuse(fields);
        fields.RefuseUnknown();
        ToolCallOrder.Check(request.Messages, fields);
        return request;
    }

    private static int? MaxTokens(ObjectReader fields)
    {
        var newer = fields.Integer("max_completion_tokens", 1, int.MaxValue);
        var older = fields.Integer("max_tokens", 1, int.MaxValue);
        if (newer is not null && older is not null)
            fields.Report(ParameterErrors.BothMaxTokens());
        return (int?)(newer ?? older);
    }

    private static int? TopLogprobs(ObjectReader fields)
    {
        var isAsked = fields.Flag("logprobs") ?? false;
        var top = (int?)fields.Integer("top_logprobs", 0, 20) ?? 0;
        if (top > 0 && !isAsked)
            fields.Report(ParameterErrors.TopLogprobsWithoutLogprobs());
        return isAsked ? top : null;
    }
}
