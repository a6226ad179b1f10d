using System.Text.Json;
using TenantLLM.Inference.Chat;

namespace TenantLLM.Inference.ChatTemplates;

/// <summary>What a chat template is given.</summary>
public sealed record ChatTemplateInput
{
    public required IReadOnlyList<ChatMessage> Messages { get; init; }

    /// <summary>The tools, each as the JSON text of <c>{"type":"function","function":{…}}</c>.</summary>
    public IReadOnlyList<string> Tools { get; init; } = [];

    /// <summary>Whether the text ends with the beginning of an assistant turn.</summary>
    public bool AddGenerationPrompt { get; init; } = true;

    /// <summary>The text of the token that begins a sequence.</summary>
    public string BosToken { get; init; } = "";

    /// <summary>The text of the token that ends a sequence.</summary>
    public string EosToken { get; init; } = "";

    /// <summary>Gives the template the arguments of earlier calls as JSON text, as the API carries them, not as objects.</summary>
    public bool ArgumentsAsText { get; init; }

    /// <summary>More variables for the template (<c>enable_thinking</c>), as <c>chat_template_kwargs</c> of other servers.</summary>
    public IReadOnlyDictionary<string, JsonElement> Variables { get; init; } = new Dictionary<string, JsonElement>();
}
