using System.ComponentModel.DataAnnotations;

namespace TenantLLM.Grains.Retention;

/// <summary>How long content is kept: the keys under <c>Retention</c>. Zero keeps it until it is deleted by name.</summary>
internal sealed class RetentionOptions
{
    public const string Section = "Retention";

    private const string Shortest = "00:00:00";
    private const string Longest = "36500.00:00:00";

    /// <summary>Of stored responses, from their creation.</summary>
    [Range(typeof(TimeSpan), Shortest, Longest, ErrorMessage = "Retention:Responses must be 0 to 36500 days, such as '30.00:00:00'.")]
    public TimeSpan Responses { get; set; } = TimeSpan.FromDays(30);

    /// <summary>Of conversations, from their last item.</summary>
    [Range(typeof(TimeSpan), Shortest, Longest, ErrorMessage = "Retention:Conversations must be 0 to 36500 days, such as '30.00:00:00'.")]
    public TimeSpan Conversations { get; set; } = TimeSpan.FromDays(30);

    /// <summary>Of stored chat completions, and of the messages of chats, from their creation.</summary>
    [Range(typeof(TimeSpan), Shortest, Longest, ErrorMessage = "Retention:ChatCompletions must be 0 to 36500 days, such as '30.00:00:00'.")]
    public TimeSpan ChatCompletions { get; set; } = TimeSpan.FromDays(30);

    /// <summary>How long after a sweep the next begins.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "1.00:00:00", ErrorMessage = "Retention:Interval must be 100 ms to one day.")]
    public TimeSpan Interval { get; set; } = TimeSpan.FromMinutes(10);
}
