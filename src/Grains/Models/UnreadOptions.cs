using System.Globalization;
using System.Reflection;
using TenantLLM.Inference.Models;

namespace TenantLLM.Grains.Models;

/// <summary>Finds options that a model's backend would ignore without a word.</summary>
internal static class UnreadOptions
{
    private static readonly ModelOptions Defaults = new();

    private static readonly (PropertyInfo Option, IReadOnlyList<string> Backends)[] Options =
    [
        .. from option in typeof(ModelOptions).GetProperties()
           let readBy = option.GetCustomAttribute<ReadByAttribute>()
           where readBy is not null
           orderby option.Name
           select (option, readBy.Backends),
    ];

    /// <summary>Backends that say what they read; of others nothing is known.</summary>
    private static readonly HashSet<string> Known = Options.SelectMany(option => option.Backends).ToHashSet(StringComparer.OrdinalIgnoreCase);

    /// <param name="model">The model's options.</param>
    /// <param name="section">Where they are in the configuration, such as <c>Models:0</c>.</param>
    public static IEnumerable<string> Faults(ModelOptions model, string section) =>
        from option in Options
        where Known.Contains(model.Backend)
            && !option.Backends.Contains(model.Backend, StringComparer.OrdinalIgnoreCase)
            && !Equals(option.Option.GetValue(model), option.Option.GetValue(Defaults))
        select $"{section}:{option.Option.Name} is {Printed(option.Option, model)}, which Backend '{model.Backend}' does not read. "
            + $"Remove it, or set {section}:Backend to {string.Join(" or ", option.Backends)}.";

    private static string Printed(PropertyInfo option, ModelOptions model) => option.Name == nameof(ModelOptions.ApiKey)
        ? "set"
        : $"'{Convert.ToString(option.GetValue(model), CultureInfo.InvariantCulture)}'";
}
