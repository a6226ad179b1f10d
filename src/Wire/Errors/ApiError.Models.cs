namespace TenantLLM.Wire.Errors;

/// <content>What a model can do.</content>
public sealed partial record ApiError
{
    /// <summary>An inference request names a model that is not served to the caller (404).</summary>
    public static ApiError ModelNotFound(string model) =>
        ModelMissing($"The model `{Echo.Of(model)}` does not exist or you do not have access to it.");

    /// <summary><c>GET /v1/models/{model}</c> names a model that is not served to the caller (404).</summary>
    public static ApiError NoSuchModel(string model) => ModelMissing($"The model '{Echo.Of(model)}' does not exist");

    /// <summary>The prompt, with the answer asked for, does not fit the model (400).</summary>
    /// <param name="contextLength">Tokens the model holds.</param>
    /// <param name="promptTokens">Tokens of the messages.</param>
    /// <param name="completionTokens">Tokens asked for; 0 where the request set no limit.</param>
    public static ApiError ContextLengthExceeded(int contextLength, int promptTokens, int completionTokens = 0) => InvalidRequest(
        $"This model's maximum context length is {Text(contextLength)} tokens. However, {Demand(promptTokens, completionTokens)}.",
        "messages",
        "context_length_exceeded");

    /// <summary>The inputs of an embeddings request are together more than one may have (400).</summary>
    public static ApiError TooManyTokens(long requested, int most) => InvalidRequest(
        $"Requested {Text(requested)} tokens, max {Text(most)} tokens per request", "input", "max_tokens_per_request");

    private static string Demand(int promptTokens, int completionTokens) => completionTokens == 0
        ? $"your messages resulted in {Text(promptTokens)} tokens. Please reduce the length of the messages"
        : $"you requested {Text(promptTokens + (long)completionTokens)} tokens ({Text(promptTokens)} in the messages, "
            + $"{Text(completionTokens)} in the completion). Please reduce the length of the messages or completion";

    private static ApiError ModelMissing(string message) =>
        new(404, InvalidRequestType, message) { Param = "model", Code = "model_not_found" };
}
