using TenantLLM.Wire.Errors;
using TenantLLM.Wire.Reading;

namespace TenantLLM.Wire.Chat;

/// <summary>The fields of a chat completion request and their limits.</summary>
internal static class ChatCompletionRequestReader
{
    /// <summary>OpenAI's own limit; its document names none.</summary>
    private const int MostMessages = 2048;

    private const int MostStops = 4;
    private const int LongestIdentifier = 64;

    public static ChatCompletionRequest? Read(ReadOnlyMemory<byte> body, out ApiError? error)
    {
        using var document = JsonBody.Parse(body, out error);
        if (document is null)
            return null;

        var errors = new RequestErrors();
        var request = ObjectReader.OfRequest(document.RootElement, errors) is { } fields ? Read(fields) : null;
        error = errors.First;
        return error is null ? request : null;
    }

    private static ChatCompletionRequest Read(ObjectReader fields)
    {
        var request = new ChatCompletionRequest
        {
            Model = Model(fields),
            Messages = fields.RequiredObjects("messages", ChatMessageReader.Read, MostMessages),
            Stream = fields.Flag("stream") ?? false,
            StreamOptions = StreamOptions(fields),
            MaxCompletionTokens = MaxTokens(fields),
            Temperature = fields.Number("temperature", 0, 2),
            TopP = fields.Number("top_p", 0, 1),
            Seed = fields.Integer("seed"),
            Stop = fields.OneOrMoreTexts("stop", MostStops),
            PromptCacheKey = fields.Text("prompt_cache_key", LongestIdentifier),
            SafetyIdentifier = fields.Text("safety_identifier", LongestIdentifier),
            User = fields.Text("user", LongestIdentifier),
            Metadata = fields.Texts("metadata", maxProperties: 16, maxKeyLength: 64, maxValueLength: 512),
            Store = fields.Flag("store"),
            ServiceTier = fields.Choice("service_tier", ServiceTiers.All),
        };
        UnsupportedChatFields.Refuse(fields);
        fields.RefuseUnknown();
        ToolCallOrder.Check(request.Messages, fields);
        return request;
    }

    private static string Model(ObjectReader fields)
    {
        var model = fields.Text("model");
        if (string.IsNullOrEmpty(model))
            fields.Report(ParameterErrors.MissingModel());
        return model ?? "";
    }

    private static int? MaxTokens(ObjectReader fields)
    {
        var newer = fields.Integer("max_completion_tokens", 1, int.MaxValue);
        var older = fields.Integer("max_tokens", 1, int.MaxValue);
        if (newer is not null && older is not null)
            fields.Report(ParameterErrors.BothMaxTokens());
        return (int?)(newer ?? older);
    }

    private static ChatStreamOptions StreamOptions(ObjectReader fields)
    {
        if (fields.Object("stream_options") is not { } options)
            return ChatStreamOptions.Default;
        if (fields.Flag("stream") is not true)
            fields.Report(ParameterErrors.StreamOptionsWithoutStream());
        var read = new ChatStreamOptions(
            options.Flag("include_usage") ?? ChatStreamOptions.Default.IncludeUsage,
            options.Flag("include_obfuscation") ?? ChatStreamOptions.Default.IncludeObfuscation);
        options.RefuseUnknown();
        return read;
    }
}
