using System.Text.Json;
using System.Text.Json.Serialization;
using TenantLLM.Wire.Admin;
using TenantLLM.Wire.Admin.Usage;
using TenantLLM.Wire.Chat;
using TenantLLM.Wire.Completions;
using TenantLLM.Wire.Conversations;
using TenantLLM.Wire.Embeddings;
using TenantLLM.Wire.Errors;
using TenantLLM.Wire.Items;
using TenantLLM.Wire.Models;
using TenantLLM.Wire.Responses;
using TenantLLM.Wire.Streaming;

namespace TenantLLM.Wire.Json;

/// <summary>How every answer is serialized.</summary>
[JsonSerializable(typeof(ChatCompletion))]
[JsonSerializable(typeof(ChatCompletionChunk))]
[JsonSerializable(typeof(ChatCompletionEcho))]
[JsonSerializable(typeof(StoredChatCompletion))]
[JsonSerializable(typeof(StoredChatCompletionList))]
[JsonSerializable(typeof(StoredChatMessageList))]
[JsonSerializable(typeof(DeletedChatCompletion))]
[JsonSerializable(typeof(ModelObject))]
[JsonSerializable(typeof(ModelList))]
[JsonSerializable(typeof(ErrorEnvelope))]
[JsonSerializable(typeof(TextCompletion))]
[JsonSerializable(typeof(TextCompletionChunk))]
[JsonSerializable(typeof(EmbeddingList))]
[JsonSerializable(typeof(ResponseObject))]
[JsonSerializable(typeof(InputTokenCount))]
[JsonSerializable(typeof(ConversationObject))]
[JsonSerializable(typeof(DeletedObject))]
[JsonSerializable(typeof(ItemList))]
[JsonSerializable(typeof(Item))]
[JsonSerializable(typeof(MessageItem))]
[JsonSerializable(typeof(FunctionCallItem))]
[JsonSerializable(typeof(FunctionCallOutputItem))]
[JsonSerializable(typeof(ReasoningItem))]
[JsonSerializable(typeof(InputTextPart))]
[JsonSerializable(typeof(OutputTextPart))]
[JsonSerializable(typeof(RefusalPart))]
[JsonSerializable(typeof(ReasoningTextPart))]
[JsonSerializable(typeof(SummaryTextPart))]
[JsonSerializable(typeof(ResponseEcho))]
[JsonSerializable(typeof(ResponseEvent))]
[JsonSerializable(typeof(OutputItemEvent))]
[JsonSerializable(typeof(ContentPartEvent))]
[JsonSerializable(typeof(TextDeltaEvent))]
[JsonSerializable(typeof(TextDoneEvent))]
[JsonSerializable(typeof(StreamErrorEvent))]
[JsonSerializable(typeof(ProjectObject))]
[JsonSerializable(typeof(AdminList<ProjectObject>), TypeInfoPropertyName = "ProjectList")]
[JsonSerializable(typeof(ProjectDataDeletionObject))]
[JsonSerializable(typeof(ServiceAccountObject))]
[JsonSerializable(typeof(CreatedServiceAccountObject))]
[JsonSerializable(typeof(AdminList<ServiceAccountObject>), TypeInfoPropertyName = "ServiceAccountList")]
[JsonSerializable(typeof(ServiceAccountKeyObject))]
[JsonSerializable(typeof(ProjectApiKeyObject))]
[JsonSerializable(typeof(AdminList<ProjectApiKeyObject>), TypeInfoPropertyName = "ProjectApiKeyList")]
[JsonSerializable(typeof(AdminApiKeyObject))]
[JsonSerializable(typeof(ProjectRateLimitObject))]
[JsonSerializable(typeof(AdminList<ProjectRateLimitObject>), TypeInfoPropertyName = "ProjectRateLimitList")]
[JsonSerializable(typeof(ModelPermissionsObject))]
[JsonSerializable(typeof(SpendLimitObject))]
[JsonSerializable(typeof(DeletedSetting))]
[JsonSerializable(typeof(AdminList<AdminApiKeyObject>), TypeInfoPropertyName = "AdminApiKeyList")]
[JsonSerializable(typeof(AdminList<AuditLogObject>), TypeInfoPropertyName = "AuditLogList")]
[JsonSerializable(typeof(UsagePage<UsageCompletionsResult>), TypeInfoPropertyName = "UsageCompletionsPage")]
[JsonSerializable(typeof(UsagePage<UsageEmbeddingsResult>), TypeInfoPropertyName = "UsageEmbeddingsPage")]
[JsonSerializable(typeof(UsagePage<CostsResult>), TypeInfoPropertyName = "CostsPage")]
public sealed partial class WireJson : JsonSerializerContext
{
    /// <summary>For whole bodies: indented by two spaces, as OpenAI's are (their recorded Content-Lengths say so).</summary>
    public static WireJson Bodies { get; } = new(new JsonSerializerOptions
    {
        Encoder = RawTextEncoder.Instance,
        WriteIndented = true,
        IndentSize = 2,
        NewLine = "\n",
    });

    /// <summary>For frames of a stream: one line.</summary>
    public static WireJson Frames { get; } = new(new JsonSerializerOptions { Encoder = RawTextEncoder.Instance });

    /// <summary>For what is kept as text: one line, without what is null.</summary>
    internal static WireJson Stored { get; } = new(new JsonSerializerOptions
    {
        Encoder = RawTextEncoder.Instance,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    });
}
