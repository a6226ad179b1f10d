using System.Diagnostics.CodeAnalysis;
using TenantLLM.Inference.Engine;

namespace TenantLLM.Inference.ChatTemplates;

/// <summary>A conversation's prompt, or why the model's template cannot make one of it.</summary>
public readonly record struct ChatPromptResult
{
    private ChatPromptResult(int[]? tokens, GenerationFailure? failure)
    {
        Tokens = tokens;
        Failure = failure;
    }

    public int[]? Tokens { get; }

    public GenerationFailure? Failure { get; }

    [MemberNotNullWhen(true, nameof(Tokens))]
    [MemberNotNullWhen(false, nameof(Failure))]
    public bool Succeeded => Tokens is not null;

    internal static ChatPromptResult Of(int[] tokens) => new(tokens, null);

    internal static ChatPromptResult Failed(GenerationFailure failure) => new(null, failure);
}
