using TenantLLM.Inference.ChatTemplates.Evaluation;
using TenantLLM.Inference.ChatTemplates.Expressions;
using TenantLLM.Inference.ChatTemplates.Values;

namespace TenantLLM.Inference.ChatTemplates.Statements;

/// <summary>A macro's name and parameters.</summary>
internal sealed record MacroSignature(string Name, IReadOnlyList<(string Name, Expression? Default)> Parameters)
{
    /// <summary>Gives the parameters their values in the macro's scope. Arguments beyond them are in <c>varargs</c> and
    /// <c>kwargs</c>.</summary>
    public void Bind(Scope scope, Arguments arguments)
    {
        for (var index = 0; index < Parameters.Count; index++)
        {
            var (name, missing) = Parameters[index];
            scope[name] = arguments.TryGet(index, name, out var value) ? value
                : missing is not null ? missing.Evaluate(scope)
                : new Undefined($"parameter '{name}' was not provided");
        }

        scope["varargs"] = SequenceValue.Tuple([.. arguments.Positional.Skip(Parameters.Count)]);
        var kwargs = new MapValue();
        foreach (var (name, value) in arguments.Named)
        {
            if (name == "caller")
                scope[name] = value;
            else if (Parameters.All(parameter => parameter.Name != name))
                kwargs[name] = value;
        }

        scope["kwargs"] = kwargs;
    }
}
