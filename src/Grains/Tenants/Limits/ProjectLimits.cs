using System.Text.Json;
using TenantLLM.Grains.Abstractions.Tenants;
using TenantLLM.Storage.Limits;

namespace TenantLLM.Grains.Tenants.Limits;

/// <summary>What a project may do, by model: the configuration's limits, and over them what is stored for the project.</summary>
internal sealed class ProjectLimits(LimitsOptions defaults)
{
    private static readonly JsonSerializerOptions Json = RowJson.NewOptions();

    private readonly Dictionary<string, RateLimitRow> _rates = [];
    private HashSet<string> _models = [];

    /// <summary>Null: it may use every model.</summary>
    public ModelPermissionsRow? Permissions { get; private set; }

    /// <summary>The models with limits of their own.</summary>
    public IReadOnlyCollection<string> Models => _rates.Keys;

    public LimitOptions Of(string model) => _rates.TryGetValue(model, out var row)
        ? new LimitOptions
        {
            RequestsPerMinute = row.RequestsPerMinute ?? defaults.Project.RequestsPerMinute,
            RequestsPerDay = row.RequestsPerDay ?? defaults.Project.RequestsPerDay,
            TokensPerMinute = row.TokensPerMinute ?? defaults.Project.TokensPerMinute,
            ConcurrentRequests = defaults.Project.ConcurrentRequests,
        }
        : defaults.Project;

    /// <summary>What is stored for a model; null: nothing.</summary>
    public RateLimitRow? Stored(string model) => _rates.GetValueOrDefault(model);

    public bool Allows(string model) => Permissions is null || _models.Contains(model) == Permissions.IsAllowList;

    public void Set(RateLimitRow row) => _rates[row.Model] = row;

    public void Set(ModelPermissionsRow? row)
    {
        Permissions = row;
        _models = ModelsOf(row).ToHashSet(StringComparer.Ordinal);
    }

    public static ModelPermissionsRow ToRow(string projectId, ModelPermissions permissions) => new()
    {
        ProjectId = projectId,
        IsAllowList = permissions.IsAllowList,
        Models = JsonSerializer.Serialize(permissions.Models, Json),
    };

    public ModelPermissions ToPermissions() =>
        Permissions is { } row ? new ModelPermissions(row.IsAllowList, [.. ModelsOf(row)]) : ModelPermissions.Every;

    private static string[] ModelsOf(ModelPermissionsRow? row) =>
        row is null ? [] : JsonSerializer.Deserialize<string[]>(row.Models, Json)!;
}
