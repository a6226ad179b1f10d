using System.Globalization;

namespace TenantLLM.Wire.Errors;

/// <summary>
/// Durations as OpenAI writes them in messages and <c>x-ratelimit-reset-*</c> headers: <c>6ms</c>, <c>1s</c>, <c>1m30s</c>.
/// </summary>
public static class WireDuration
{
    /// <summary>Writes a duration, rounded up to milliseconds below a second and to seconds above.</summary>
    public static string Format(TimeSpan duration)
    {
        if (duration <= TimeSpan.Zero)
            return "0s";
        var milliseconds = (long)Math.Ceiling(duration.TotalMilliseconds);
        if (milliseconds < 1000)
            return string.Create(CultureInfo.InvariantCulture, $"{milliseconds}ms");
        var seconds = (long)Math.Ceiling(duration.TotalSeconds);
        var (hours, minutes) = (seconds / 3600, seconds / 60 % 60);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{(hours > 0 ? $"{hours}h" : "")}{(seconds >= 60 ? $"{minutes}m" : "")}{seconds % 60}s");
    }
}
