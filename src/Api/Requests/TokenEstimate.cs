namespace TenantLLM.Api.Requests;

/// <summary>How many tokens a request may hold, before the model's tokenizer has seen it.</summary>
internal static class TokenEstimate
{
    private const int BytesOfToken = 4;
    private static readonly object _bodyLength = new();

    public static void KeepBodyLength(this HttpContext context, long length) => context.Items[_bodyLength] = length;

    /// <summary>A token for four bytes of the body. What it was is settled at the end.</summary>
    public static long EstimatedTokens(this HttpContext context) =>
        ((context.Items[_bodyLength] as long? ?? 0) + BytesOfToken - 1) / BytesOfToken;
}
