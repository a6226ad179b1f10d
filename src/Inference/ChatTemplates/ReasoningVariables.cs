using System.Text.Json;

namespace TenantLLM.Inference.ChatTemplates;

/// <summary>
/// How a chat template is told how hard to think: with <c>reasoning_effort</c>, which is one of OpenAI's words (gpt-oss), with
/// <c>enable_thinking</c>, which is a switch (Qwen3), or with both. A switch is off for the effort <c>none</c> and on for any other.
/// </summary>
internal sealed class ReasoningVariables(ChatTemplate template)
{
    private const string Effort = "reasoning_effort";
    private const string Thinking = "enable_thinking";

    private readonly bool _hasEffort = template.Reads(Effort);
    private readonly bool _hasThinking = template.Reads(Thinking);

    /// <summary>The variables of an effort.</summary>
    /// <returns>Null where the template has neither and the effort would change what the model does.</returns>
    public IReadOnlyDictionary<string, JsonElement>? Of(string? effort)
    {
        var variables = new Dictionary<string, JsonElement>();
        if (effort is null)
            return variables;
        if (_hasEffort)
            variables[Effort] = JsonSerializer.SerializeToElement(effort);
        if (_hasThinking)
            variables[Thinking] = JsonSerializer.SerializeToElement(effort != "none");

        // A model that cannot be told does not think, which is none, and medium is what requests mean that say nothing.
        return variables.Count > 0 || effort is "none" or "medium" ? variables : null;
    }
}
