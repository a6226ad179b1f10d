namespace TenantLLM.Unit.Inference.ChatTemplates;

/// <summary>A clock that stands at the moment the goldens were made for.</summary>
internal sealed class FixedTime : TimeProvider
{
    public static FixedTime Afternoon { get; } = new();

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override DateTimeOffset GetUtcNow() => new(2026, 1, 2, 15, 4, 5, TimeSpan.Zero);
}
