using TenantLLM.Inference.ChatTemplates.Library;
using TenantLLM.Inference.ChatTemplates.Values;

namespace TenantLLM.Inference.ChatTemplates.Evaluation;

/// <summary>The names a block sees: its own and those around it. Setting a name never reaches outwards, as in Jinja.</summary>
internal sealed class Scope(Rendering rendering, Scope? parent)
{
    private Dictionary<string, object?>? _names;

    public Rendering Rendering => rendering;

    public object? this[string name]
    {
        get
        {
            for (var scope = this; scope is not null; scope = scope.Parent)
            {
                if (scope._names is { } names && names.TryGetValue(name, out var value))
                    return value;
            }

            return Functions.All.TryGetValue(name, out var function) ? function : Undefined.Name(name);
        }
        set => (_names ??= new(StringComparer.Ordinal))[name] = value;
    }

    private Scope? Parent => parent;
}
