using System.Text.Json;
using System.Text.Json.Nodes;

namespace TenantLLM.Grains.Tenants.Budgets;

/// <summary>That a project has spent a part of its month's limit.</summary>
/// <param name="ProjectId">The project.</param>
/// <param name="Month">The month's beginning.</param>
/// <param name="Cents">The limit.</param>
/// <param name="Percent">The part.</param>
/// <param name="Spent">What was spent when it was noticed, in units of the operator's currency.</param>
internal sealed record SpendAlert(string ProjectId, DateTimeOffset Month, long Cents, int Percent, decimal Spent)
{
    public const string Type = "project.spend_alert";

    /// <summary>The same for the same alert, so that whoever gets it twice notices.</summary>
    public string Id => $"alert_{ProjectId}_{Month:yyyyMM}_{Cents}_{Percent}";

    /// <summary>In the form of OpenAI's webhook events.</summary>
    public byte[] ToJson(DateTimeOffset now) => JsonSerializer.SerializeToUtf8Bytes(new JsonObject
    {
        ["id"] = Id,
        ["object"] = "event",
        ["type"] = Type,
        ["created_at"] = now.ToUnixTimeSeconds(),
        ["data"] = new JsonObject
        {
            ["project_id"] = ProjectId,
            ["interval"] = "month",
            ["month_start"] = Month.ToUnixTimeSeconds(),
            ["limit_amount"] = Cents,
            ["threshold_percent"] = Percent,
            ["spent"] = Spent,
        },
    });
}
