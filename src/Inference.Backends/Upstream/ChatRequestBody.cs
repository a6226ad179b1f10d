using System.Globalization;
using System.Text.Json;
using TenantLLM.Inference.Chat;
using TenantLLM.Inference.Engine;
using TenantLLM.Inference.Sampling;

namespace TenantLLM.Inference.Backends.Upstream;

/// <summary>Writes a generation as the body of <c>POST /chat/completions</c>. What has its default is not sent, so that a strict
/// server need not know it.</summary>
internal static class ChatRequestBody
{
    public static byte[] Write(GenerationRequest request, GenerationPrompt.Conversation prompt, UpstreamEndpoint endpoint)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteString("model", endpoint.Model);
            WriteMessages(json, prompt.Messages);
            json.WriteBoolean("stream", true);
            json.WriteStartObject("stream_options");
            json.WriteBoolean("include_usage", true);
            json.WriteEndObject();
            WriteSampling(json, request.Sampling);
            if (request.MaxTokens is { } limit)
                json.WriteNumber(endpoint.Options.MaxTokensField, limit);
            if (request.Choices.Count != 1)
                json.WriteNumber("n", request.Choices.Count);
            if (request.StopSequences.Count > 0)
                WriteStrings(json, "stop", request.StopSequences);
            if (request.TopLogProbs is { } top)
            {
                json.WriteBoolean("logprobs", true);
                json.WriteNumber("top_logprobs", top);
            }

            // Whether its model has it, and which words, the server knows.
            if (prompt.ReasoningEffort is { } effort)
                json.WriteString("reasoning_effort", effort);

            json.WriteEndObject();
        }

        return stream.ToArray();
    }

    private static void WriteSampling(Utf8JsonWriter json, SamplingOptions sampling)
    {
        json.WriteNumber("temperature", sampling.Temperature);
        WriteUnless(json, "top_p", sampling.TopP, 1);
        if (sampling.TopK > 0)
            json.WriteNumber("top_k", sampling.TopK);
        WriteUnless(json, "min_p", sampling.MinP, 0);
        WriteUnless(json, "frequency_penalty", sampling.FrequencyPenalty, 0);
        WriteUnless(json, "presence_penalty", sampling.PresencePenalty, 0);

        // vLLM's name and llama.cpp's: each ignores the other's.
        WriteUnless(json, "repetition_penalty", sampling.RepetitionPenalty, 1);
        WriteUnless(json, "repeat_penalty", sampling.RepetitionPenalty, 1);
        if (sampling.Seed is { } seed)
            json.WriteNumber("seed", seed);
        if (sampling.LogitBias.Count == 0)
            return;
        json.WriteStartObject("logit_bias");
        foreach (var (token, bias) in sampling.LogitBias)
            json.WriteNumber(token.ToString(CultureInfo.InvariantCulture), bias);
        json.WriteEndObject();
    }

    private static void WriteMessages(Utf8JsonWriter json, IReadOnlyList<ChatMessage> messages)
    {
        json.WriteStartArray("messages");
        foreach (var message in messages)
        {
            json.WriteStartObject();
            json.WriteString("role", message.Role);
            json.WriteString("content", message.Content);
            if (message.Name is { } name)
                json.WriteString("name", name);
            if (message.ToolCallId is { } call)
                json.WriteString("tool_call_id", call);
            if (message.ToolCalls.Count > 0)
                WriteToolCalls(json, message.ToolCalls);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteToolCalls(Utf8JsonWriter json, IReadOnlyList<ChatToolCall> calls)
    {
        json.WriteStartArray("tool_calls");
        foreach (var call in calls)
        {
            json.WriteStartObject();
            json.WriteString("id", call.Id);
            json.WriteString("type", "function");
            json.WriteStartObject("function");
            json.WriteString("name", call.Name);
            json.WriteString("arguments", call.Arguments);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteStrings(Utf8JsonWriter json, string name, IReadOnlyList<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
            json.WriteStringValue(value);
        json.WriteEndArray();
    }

    private static void WriteUnless(Utf8JsonWriter json, string name, float value, float standard)
    {
        if (value != standard)
            json.WriteNumber(name, value);
    }
}
