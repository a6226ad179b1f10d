using Microsoft.Extensions.Logging;

namespace TenantLLM.Grains.Models;

/// <summary>How far the loading of a model is: kept for those who ask, and logged now and then.</summary>
internal sealed partial class LoadProgress(string model, TimeProvider clock, ILogger log) : IProgress<double>
{
    private static readonly TimeSpan LogInterval = TimeSpan.FromSeconds(5);

    private readonly long _started = clock.GetTimestamp();
    private long _logged = clock.GetTimestamp();
    private double _fraction;

    /// <summary>0 to 1.</summary>
    public double Fraction => Volatile.Read(ref _fraction);

    /// <summary>How long it has been loading.</summary>
    public TimeSpan Elapsed => clock.GetElapsedTime(_started);

    public void Report(double value)
    {
        Volatile.Write(ref _fraction, Math.Clamp(value, 0, 1));
        var logged = Volatile.Read(ref _logged);
        if (clock.GetElapsedTime(logged) < LogInterval
            || Interlocked.CompareExchange(ref _logged, clock.GetTimestamp(), logged) != logged)
        {
            return;
        }

        LogProgress(model, Fraction, Elapsed);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Model {Model} is loading: {Fraction:P0} after {Elapsed}")]
    private partial void LogProgress(string model, double fraction, TimeSpan elapsed);
}
