using System.Text;

namespace TenantLLM.Inference.ChatTemplates.Evaluation;

/// <summary>The text a block has written so far.</summary>
internal sealed class TemplateOutput(Rendering rendering)
{
    private readonly StringBuilder _text = new();

    public void Write(string text)
    {
        if (_text.Length + (long)text.Length > rendering.MaxTextLength)
            throw ChatTemplateRenderException.Limit("the chat template makes too much text of this conversation");
        rendering.Reserve(text.Length);
        _text.Append(text);
    }

    public override string ToString() => _text.ToString();
}
