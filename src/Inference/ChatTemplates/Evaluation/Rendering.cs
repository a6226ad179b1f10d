using TenantLLM.Inference.ChatTemplates.Values;

namespace TenantLLM.Inference.ChatTemplates.Evaluation;

/// <summary>One rendering under way: what it has cost so far, held to its limits.</summary>
internal sealed class Rendering(ChatTemplateLimits limits, TimeProvider time)
{
    // Text is compared and copied many characters at a time.
    private const int CharactersAStep = 64;

    private long _steps;
    private long _textProduced;
    private int _callDepth;

    public TimeProvider Time => time;

    public int MaxTextLength => limits.MaxTextLength;

    public void Step(long count = 1)
    {
        _steps += count;
        if (_steps > limits.MaxSteps)
            throw ChatTemplateRenderException.Limit("the chat template takes too long for this conversation");
        StackGuard.Check();
    }

    /// <summary>Accounts for reading a text.</summary>
    public void Scan(string text) => Step(1 + (text.Length / CharactersAStep));

    /// <summary>Accounts for a text that was made.</summary>
    public string Produced(string text)
    {
        Reserve(text.Length);
        return text;
    }

    /// <summary>Accounts for a text that is about to be made.</summary>
    public void Reserve(long length)
    {
        _textProduced += length;
        if (length > limits.MaxTextLength || _textProduced > limits.MaxTextProduced)
            throw ChatTemplateRenderException.Limit("the chat template makes too much text of this conversation");
    }

    public void EnterCall(string name)
    {
        if (++_callDepth > limits.MaxCallDepth)
            throw ChatTemplateRenderException.Limit($"the chat template's macro '{name}' calls itself too deeply");
    }

    public void LeaveCall() => _callDepth--;
}
