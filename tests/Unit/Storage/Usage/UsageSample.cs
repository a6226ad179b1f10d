using TenantLLM.Storage.Usage;

namespace TenantLLM.Unit.Storage.Usage;

internal static class UsageSample
{
    public static UsageRow Row() => new UsageRow
    {
        ProjectId = "proj_1",
        ResponseId = "a1",
        Part = 0,
        Kind = UsageKind.Chat,
        Model = "demo",
        KeyId = "key_1",
        ConversationId = "conv_1",
        InputTokens = 10,
        CachedTokens = 4,
        OutputTokens = 5,
        InputPrice = Picounits.OfPrice(0.15m),
        CachedPrice = Picounits.OfPrice(0.075m),
        OutputPrice = Picounits.OfPrice(0.6m),
        StartedAt = 1_000,
        EndedAt = 2_000,
        Outcome = UsageOutcome.Completed,
    }.Priced();
}
