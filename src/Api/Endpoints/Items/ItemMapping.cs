using System.Collections.Immutable;
using System.Diagnostics;
using TenantLLM.Grains.Abstractions.Conversations;
using TenantLLM.Grains.Abstractions.Sessions;
using TenantLLM.Wire.Ids;
using TenantLLM.Wire.Items;

namespace TenantLLM.Api.Endpoints.Items;

/// <summary>Between OpenAI's items and those of sessions.</summary>
internal static class ItemMapping
{
    /// <summary>An item of a request, with an id of its own: one that the client gave may be another item's.</summary>
    /// <param name="item">No <see cref="ItemReference"/>.</param>
    /// <param name="session">The session that will hold it.</param>
    public static ConversationItem ToSession(this Item item, string session) => item switch
    {
        MessageItem message => new ConversationItem
        {
            Id = SessionIds.Message(session),
            Kind = ConversationItemKind.Message,
            Role = message.Role,
            Content = ToSession(message.Content),
            IsComplete = message.Status == ItemStatuses.Completed,
        },
        FunctionCallItem call => new ConversationItem
        {
            Id = SessionIds.Create("fc_", session),
            Kind = ConversationItemKind.FunctionCall,
            CallId = call.CallId,
            Name = call.Name,
            Text = call.Arguments,
            IsComplete = call.Status == ItemStatuses.Completed,
        },
        FunctionCallOutputItem output => new ConversationItem
        {
            Id = SessionIds.Create("fco_", session),
            Kind = ConversationItemKind.FunctionCallOutput,
            CallId = output.CallId,
            Text = output.Output.Text,
            Content = ToSession(output.Output.Parts),
            IsComplete = output.Status == ItemStatuses.Completed,
        },
        ReasoningItem reasoning => new ConversationItem
        {
            Id = SessionIds.Create("rs_", session),
            Kind = ConversationItemKind.Reasoning,
            Content = ToSession([.. reasoning.Content ?? [], .. reasoning.Summary]),
        },
        _ => throw new UnreachableException($"{item.GetType().Name} is no item that a session holds."),
    };

    public static Item ToWire(this ConversationItem item)
    {
        var status = item.IsComplete ? ItemStatuses.Completed : ItemStatuses.Incomplete;
        return item.Kind switch
        {
            ConversationItemKind.Message => new MessageItem
            {
                Id = item.Id,
                Status = status,
                Role = item.Role!,
                Content = ToWire(item.Content),
            },
            ConversationItemKind.FunctionCall => new FunctionCallItem
            {
                Id = item.Id,
                Status = status,
                CallId = item.CallId!,
                Name = item.Name!,
                Arguments = item.Text!,
            },
            ConversationItemKind.FunctionCallOutput => new FunctionCallOutputItem
            {
                Id = item.Id,
                Status = status,
                CallId = item.CallId!,
                Output = item.Text is { } text ? CallOutput.Of(text) : CallOutput.Of(ToWire(item.Content)),
            },
            ConversationItemKind.Reasoning => new ReasoningItem
            {
                Id = item.Id,
                Content = Thoughts(item) is { Count: > 0 } thoughts ? thoughts : null,
                Summary = ToWire(item.Content.Where(part => part.Kind == ConversationPartKind.SummaryText)),
            },
            _ => throw new UnreachableException($"{item.Kind} is no kind of item."),
        };
    }

    public static ItemList ToWire(this ItemPage page) => new() { Data = [.. page.Items.Select(ToWire)], HasMore = page.HasMore };

    public static ItemPageRequest ToSession(this ItemListQuery query) => new(query.Limit, query.IsDescending, query.After);

    /// <summary>The probabilities of a text's tokens; empty where none were asked for.</summary>
    public static IReadOnlyList<OutputLogprob> ToWire(this SessionLogProbs? logProbs) => logProbs is null
        ? []
        :
        [
            .. logProbs.Tokens.Select(token => OutputLogprob.Of(
                token.Bytes.Span, token.LogProb, [.. token.Top.Select(top => OutputTopLogprob.Of(top.Bytes.Span, top.LogProb))])),
        ];

    private static IReadOnlyList<ContentPart> Thoughts(ConversationItem item) =>
        ToWire(item.Content.Where(part => part.Kind == ConversationPartKind.ReasoningText));

    private static ImmutableArray<ConversationPart> ToSession(IEnumerable<ContentPart> parts) => [.. parts.Select(ToSession)];

    private static ConversationPart ToSession(ContentPart part) => part switch
    {
        InputTextPart input => new ConversationPart(ConversationPartKind.InputText, input.Text),
        OutputTextPart output => new ConversationPart(ConversationPartKind.OutputText, output.Text),
        RefusalPart refusal => new ConversationPart(ConversationPartKind.Refusal, refusal.Refusal),
        ReasoningTextPart thought => new ConversationPart(ConversationPartKind.ReasoningText, thought.Text),
        SummaryTextPart summary => new ConversationPart(ConversationPartKind.SummaryText, summary.Text),
        _ => throw new UnreachableException($"{part.GetType().Name} is no part that a session holds."),
    };

    private static IReadOnlyList<ContentPart> ToWire(IEnumerable<ConversationPart> parts) => [.. parts.Select(ToWire)];

    private static ContentPart ToWire(ConversationPart part) => part.Kind switch
    {
        ConversationPartKind.InputText => new InputTextPart(part.Text),
        ConversationPartKind.OutputText => new OutputTextPart(part.Text) { Logprobs = part.LogProbs.ToWire() },
        ConversationPartKind.Refusal => new RefusalPart(part.Text),
        ConversationPartKind.ReasoningText => new ReasoningTextPart(part.Text),
        ConversationPartKind.SummaryText => new SummaryTextPart(part.Text),
        _ => throw new UnreachableException($"{part.Kind} is no kind of part."),
    };
}
