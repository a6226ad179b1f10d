namespace TenantLLM.Wire.Reading;

/// <summary>Limits that several requests share.</summary>
internal static class RequestLimits
{
    /// <summary>OpenAI's own limit of messages; its document names none. Items are held to the same.</summary>
    public const int MostMessages = 2048;

    /// <summary>Pairs of metadata.</summary>
    public const int MostMetadata = 16;

    /// <summary>Of a text, in characters.</summary>
    public const int LongestText = 10_485_760;

    /// <summary>Of what tells users and prompts apart, in characters.</summary>
    public const int LongestIdentifier = 64;

    /// <summary>Texts that end an answer.</summary>
    public const int MostStops = 4;

    /// <summary>OpenAI's own limit of <c>logit_bias</c>; its document names none.</summary>
    public const int MostBiases = 1024;

    /// <summary>Logits are divided by it: much less would make them infinite.</summary>
    public const double LeastRepetitionPenalty = 0.01;

    /// <summary>Answers to one prompt.</summary>
    public const int MostChoices = 128;
}
