using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using TenantLLM.Storage.Projects;

namespace TenantLLM.Storage.ProjectData;

/// <summary>A table whose rows belong to projects, as the model has it: a new table joins deletion and export by its column
/// <c>ProjectId</c>. The projects themselves are among them.</summary>
internal sealed class ProjectTable(IEntityType entity)
{
    private readonly string _project = ProjectColumnOf(entity)!;

    public IEntityType Entity => entity;

    public string Name => entity.GetTableName()!;

    public KeptAfterErasureAttribute? Kept => entity.ClrType.GetCustomAttribute<KeptAfterErasureAttribute>();

    /// <summary>The columns of its key beside the project, in their order.</summary>
    public IReadOnlyList<IProperty> Keys { get; } =
        [.. entity.FindPrimaryKey()!.Properties.Where(property => property.GetColumnName() != ProjectColumnOf(entity))];

    /// <summary>All of them, by name.</summary>
    public static IReadOnlyList<ProjectTable> Of(IModel model) =>
    [
        .. model.GetEntityTypes().Where(entity => ProjectColumnOf(entity) is not null).Select(entity => new ProjectTable(entity))
            .OrderBy(table => table.Name, StringComparer.Ordinal),
    ];

    /// <summary>Deletes some rows of a project, whose id is the only parameter.</summary>
    public string DeletionOf(int rows)
    {
        var key = string.Join(", ", entity.FindPrimaryKey()!.Properties.Select(property => Quoted(property.GetColumnName())));
        return $"""DELETE FROM {Quoted(Name)} WHERE ({key}) IN (SELECT {key} FROM {Quoted(Name)} WHERE {Quoted(_project)} = @project LIMIT {rows})""";
    }

    /// <summary>Reads a project's rows in the order of their keys; with a place, those after it, whose parameters follow that of the
    /// project.</summary>
    public string SelectionOf(int rows, bool hasPlace)
    {
        var keys = Keys.Select(property => Quoted(property.GetColumnName())).ToList();
        var order = keys.Count == 0 ? "" : $" ORDER BY {string.Join(", ", keys)}";
        var place = hasPlace && keys.Count > 0
            ? $" AND ({string.Join(", ", keys)}) > ({string.Join(", ", keys.Select((_, index) => $"@key{index}"))})"
            : "";
        return $"""SELECT * FROM {Quoted(Name)} WHERE {Quoted(_project)} = @project{place}{order} LIMIT {rows}""";
    }

    /// <summary>Null where rows belong to no project.</summary>
    private static string? ProjectColumnOf(IEntityType entity) =>
        entity.ClrType == typeof(ProjectRow) ? nameof(ProjectRow.Id) : entity.FindProperty("ProjectId")?.GetColumnName();

    private static string Quoted(string name) => $"\"{name}\"";
}
