using TenantLLM.Inference.Chat;
using TenantLLM.Inference.Engine;
using TenantLLM.Inference.Models;
using TenantLLM.Inference.Tokenization;

namespace TenantLLM.Inference.ChatTemplates;

/// <summary>Makes a model's prompts: its chat template and its tokenizer together. Nothing in a message can become a special
/// token. Thread-safe.</summary>
public sealed class ChatPrompt
{
    private readonly ChatTemplate _template;
    private readonly ReasoningVariables _reasoning;
    private readonly SpecialTokenMarks _marks;
    private readonly PromptEncoder _encoder;
    private readonly PromptLimit _limit;
    private readonly string _bosToken;
    private readonly string _eosToken;

    private ChatPrompt(ChatTemplate template, ITokenizer tokenizer, int contextLength)
    {
        _template = template;
        _reasoning = new ReasoningVariables(template);
        _marks = new SpecialTokenMarks(tokenizer, template.Source);
        _encoder = new PromptEncoder(tokenizer);
        _limit = new PromptLimit(contextLength, tokenizer);
        _bosToken = TextOf(tokenizer, tokenizer.BeginningOfSequence);
        _eosToken = TextOf(tokenizer, tokenizer.EndOfSequence);
    }

    /// <param name="model">The model's id, for messages.</param>
    /// <param name="template">Its chat template; null where its file has none.</param>
    /// <param name="tokenizer">Its tokenizer.</param>
    /// <param name="contextLength">The tokens a prompt and at least one of its answer must fit in.</param>
    /// <param name="time">The clock of templates that write the date; null: the system's.</param>
    /// <exception cref="ModelLoadException">There is no template, or it cannot be compiled.</exception>
    public static ChatPrompt Load(
        string model, string? template, ITokenizer tokenizer, int contextLength = int.MaxValue, TimeProvider? time = null)
    {
        if (string.IsNullOrWhiteSpace(template))
        {
            throw new ModelLoadException(
                $"Model '{model}' has no chat template (tokenizer.chat_template in its GGUF file), so it cannot serve chats. " +
                "Use an instruct model, or convert the file again with the template.");
        }

        try
        {
            return new ChatPrompt(ChatTemplate.Compile(template, time), tokenizer, contextLength);
        }
        catch (ChatTemplateException exception)
        {
            throw new ModelLoadException($"Model '{model}': {exception.Message}", exception);
        }
    }

    /// <summary>The tokens of a conversation; a failure where the template refuses it or cannot render it, in words for the
    /// caller.</summary>
    /// <param name="messages">The conversation.</param>
    /// <param name="tools">The tools, each as the JSON text of <c>{"type":"function","function":{…}}</c>; may be empty.</param>
    /// <param name="addGenerationPrompt">Whether an assistant turn begins at the end.</param>
    /// <param name="reasoningEffort">How hard to think, in OpenAI's words; null: as the model does of itself.</param>
    public ChatPromptResult Encode(
        IReadOnlyList<ChatMessage> messages, IReadOnlyList<string> tools, bool addGenerationPrompt = true, string? reasoningEffort = null)
    {
        var prompt = EncodeAnyLength(messages, tools, addGenerationPrompt, reasoningEffort);
        return prompt.Succeeded && _limit.Check(prompt.Tokens) is { } tooLong ? ChatPromptResult.Failed(tooLong) : prompt;
    }

    /// <summary>How many tokens <see cref="Encode"/> would make, whether they fit the context or not; a text of which it is certain that it
    /// does not fit is not encoded to be counted.</summary>
    public PromptTokens Count(IReadOnlyList<ChatMessage> messages, IReadOnlyList<string> tools)
    {
        var prompt = EncodeAnyLength(messages, tools, addGenerationPrompt: true, reasoningEffort: null);
        return prompt.Succeeded ? new PromptTokens(prompt.Tokens.Length) : new PromptTokens(0, prompt.Failure);
    }

    private ChatPromptResult EncodeAnyLength(
        IReadOnlyList<ChatMessage> messages, IReadOnlyList<string> tools, bool addGenerationPrompt, string? reasoningEffort)
    {
        if (_reasoning.Of(reasoningEffort) is not { } variables)
            return ChatPromptResult.Failed(GenerationFailure.UnsupportedParameter("reasoning_effort"));
        var input = new ChatTemplateInput
        {
            Messages = messages,
            Tools = tools,
            AddGenerationPrompt = addGenerationPrompt,
            BosToken = _bosToken,
            EosToken = _eosToken,
            Variables = variables,
        };
        try
        {
            var text = Render(input);
            return _limit.Check(text) is { } tooLong
                ? ChatPromptResult.Failed(tooLong)
                : ChatPromptResult.Of(_encoder.EncodeRendered(text));
        }
        catch (ChatTemplateRenderException exception) when (exception.Kind == ChatTemplateFailureKind.Refused)
        {
            return Invalid(exception.Message);
        }
        catch (ChatTemplateRenderException exception)
        {
            return Invalid($"The model's chat template cannot render this conversation: {exception.Message}");
        }
    }

    private static string TextOf(ITokenizer tokenizer, int? special) =>
        tokenizer.SpecialTokens.FirstOrDefault(token => token.Value == special).Key ?? "";

    private static ChatPromptResult Invalid(string message) =>
        ChatPromptResult.Failed(new GenerationFailure(GenerationFailureKind.InvalidPrompt, message));

    /// <summary>Most templates want the arguments of earlier calls as objects; some add them to a text and fail on one.</summary>
    private string Render(ChatTemplateInput input)
    {
        try
        {
            return _template.Render(input, _marks);
        }
        catch (ChatTemplateRenderException exception) when (
            exception.Kind == ChatTemplateFailureKind.InvalidOperation && input.Messages.Any(message => message.ToolCalls.Count > 0))
        {
            try
            {
                return _template.Render(input with { ArgumentsAsText = true }, _marks);
            }
            catch (ChatTemplateRenderException)
            {
                throw exception;
            }
        }
    }
}
