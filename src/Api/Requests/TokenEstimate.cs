namespace TenantLLM.Api.Requests;

/// <summary>How many tokens a request may hold, before the model's tokenizer has seen it.</summary>
internal static class TokenEstimate
{
    private const int BytesOfToken = 4;
    private static readonly object BodyLength = new();

    public static void KeepBodyLength(this HttpContext context, long length) => context.Items[BodyLength] = length;

    /// <summary>A token for four bytes of the body. What it was is settled at the end.</summary>
    public static long EstimatedTokens(this HttpContext context) =>
        ((context.Items[BodyLength] as long? ?? 0) + BytesOfToken - 1) / BytesOfToken;
}
