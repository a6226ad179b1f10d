namespace TenantLLM.Inference.ChatTemplates;

/// <summary>A chat template cannot be compiled; the message names the construct and its line.</summary>
public sealed class ChatTemplateException(string message, int line) : Exception($"chat template, line {line}: {message}")
{
    /// <summary>The line of the source, from 1.</summary>
    public int Line { get; } = line;
}
