using TenantLLM.Wire.Chat;
using TenantLLM.Wire.Items;
using TenantLLM.Wire.Reading;
using TenantLLM.Wire.Tools;

namespace TenantLLM.Wire.Responses;

/// <summary>The fields of a request for a response and their limits.</summary>
internal static class CreateResponseRequestReader
{
    /// <summary>The API's document has it.</summary>
    private const int LeastOutputTokens = 16;

    public static CreateResponseRequest Read(ObjectReader fields)
    {
        var prompt = ResponsePromptReader.Read(fields);
        var tools = ToolFields.ReadInResponse(fields);
        var request = new CreateResponseRequest
        {
            Prompt = prompt,
            Stream = fields.Flag("stream") ?? false,
            IncludeObfuscation = IncludeObfuscation(fields),
            IsBackground = fields.Flag("background") ?? false,
            Store = fields.Flag("store") ?? true,
            MaxOutputTokens = (int?)fields.Integer("max_output_tokens", LeastOutputTokens, int.MaxValue),
            Temperature = fields.Number("temperature", 0, 2),
            TopP = fields.Number("top_p", 0, 1),
            TopLogprobs = TopLogprobs(fields),
            ReasoningEffort = ReasoningFields.Read(fields),
            ToolChoice = tools.Choice,
            ParallelToolCalls = tools.IsParallel,
            PromptCacheKey = fields.Text("prompt_cache_key", RequestLimits.LongestIdentifier),
            SafetyIdentifier = fields.Text("safety_identifier", RequestLimits.LongestIdentifier),
            User = fields.Text("user", RequestLimits.LongestIdentifier),
            Metadata = fields.Metadata(),
            ServiceTier = fields.Choice("service_tier", ServiceTiers.OfResponses),
        };
        if (request is { IsBackground: true, Store: false })
            fields.Report(ParameterErrors.BackgroundWithoutStore());
        UnsupportedResponseFields.Refuse(fields);
        fields.RefuseUnknown(namesOne: true);
        return request;
    }

    private static bool IncludeObfuscation(ObjectReader fields)
    {
        if (fields.Object("stream_options") is not { } options)
            return true;
        if (fields.Flag("stream") is not true)
            fields.Report(ParameterErrors.StreamOptionsWithoutStream());
        var isIncluded = options.Flag("include_obfuscation") ?? true;
        options.RefuseUnknown();
        return isIncluded;
    }

    private static int? TopLogprobs(ObjectReader fields)
    {
        var top = (int?)fields.Integer("top_logprobs", 0, 20) ?? 0;
        var isAsked = IncludeFields.Read(fields).Contains(IncludeFields.Logprobs);
        return isAsked || top > 0 ? top : null;
    }
}
