using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace TenantLLM.Grains.Tenants;

/// <summary>Projects that exist because the configuration names them: the keys under <c>Projects</c>.</summary>
internal sealed class ProjectsOptions
{
    [ValidateEnumeratedItems]
    public List<ConfiguredProject> Projects { get; init; } = [];
}

/// <summary>An entry of <c>Projects:&lt;n&gt;</c>.</summary>
internal sealed class ConfiguredProject
{
    /// <summary>The project's name. The same name is the same project at every start.</summary>
    [Required(AllowEmptyStrings = false, ErrorMessage = "Projects:<n>:Name must name the project, such as 'search-team'.")]
    public string Name { get; set; } = "";
}
