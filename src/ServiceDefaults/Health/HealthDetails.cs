using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace TenantLLM.ServiceDefaults.Health;

/// <summary>What operators read at <c>/health</c>.</summary>
/// <param name="Status">The worst of the checks: <c>healthy</c>, <c>degraded</c> (it serves) or <c>unhealthy</c> (it does not).</param>
/// <param name="DurationMs">How long they took together.</param>
/// <param name="Checks">Each by its name.</param>
internal sealed record HealthDetails(HealthStatus Status, double DurationMs, IReadOnlyDictionary<string, CheckDetails> Checks)
{
    public static HealthDetails Of(HealthReport report) => new(
        report.Status,
        report.TotalDuration.TotalMilliseconds,
        report.Entries.ToDictionary(
            check => check.Key,
            check => new CheckDetails(
                check.Value.Status, check.Value.Duration.TotalMilliseconds, check.Value.Description, check.Value.Exception?.Message)));
}

/// <summary>How a check ended.</summary>
/// <param name="Status">As of all.</param>
/// <param name="DurationMs">How long it took.</param>
/// <param name="Description">What it has to say; null: nothing.</param>
/// <param name="Error">What failed; null: nothing.</param>
internal sealed record CheckDetails(HealthStatus Status, double DurationMs, string? Description, string? Error);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, Converters = [typeof(StatusConverter)], WriteIndented = true)]
[JsonSerializable(typeof(HealthDetails))]
internal sealed partial class HealthJson : JsonSerializerContext;

internal sealed class StatusConverter() : JsonStringEnumConverter<HealthStatus>(JsonNamingPolicy.SnakeCaseLower);
