using TenantLLM.Wire.Reading;

namespace TenantLLM.Wire.Chat;

/// <summary>What the frames of a stream carry.</summary>
/// <param name="IncludeUsage">A last frame has the usage, and every other frame says <c>"usage":null</c>.</param>
/// <param name="IncludeObfuscation">Frames are padded with random characters, so that their size does not betray the text.</param>
public sealed record ChatStreamOptions(bool IncludeUsage, bool IncludeObfuscation)
{
    public static ChatStreamOptions Default { get; } = new(IncludeUsage: false, IncludeObfuscation: true);

    /// <summary>The field <c>stream_options</c>, beside <c>stream</c>.</summary>
    internal static ChatStreamOptions Read(ObjectReader fields)
    {
        if (fields.Object("stream_options") is not { } options)
            return Default;
        if (fields.Flag("stream") is not true)
            fields.Report(ParameterErrors.StreamOptionsWithoutStream());
        var read = new ChatStreamOptions(
            options.Flag("include_usage") ?? Default.IncludeUsage,
            options.Flag("include_obfuscation") ?? Default.IncludeObfuscation);
        options.RefuseUnknown();
        return read;
    }
}
