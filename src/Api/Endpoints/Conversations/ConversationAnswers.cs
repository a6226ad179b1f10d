using TenantLLM.Api.Responses;
using TenantLLM.Grains.Abstractions.Conversations;
using TenantLLM.Wire.Conversations;
using TenantLLM.Wire.Json;

namespace TenantLLM.Api.Endpoints.Conversations;

/// <summary>Writes conversations.</summary>
internal static class ConversationAnswers
{
    public static Task WriteConversationAsync(this HttpResponse response, StoredConversation conversation) => response.WriteBodyAsync(
        new ConversationObject
        {
            Id = conversation.Id,
            CreatedAt = conversation.CreatedAt.ToUnixTimeSeconds(),
            // Ordered: a client gets its pairs as it gave them.
            Metadata = new OrderedDictionary<string, string>(
                conversation.Metadata.Select(entry => KeyValuePair.Create(entry.Key, entry.Value))),
        },
        WireJson.Bodies.ConversationObject);
}
