using System.Numerics;

namespace TenantLLM.Inference.ChatTemplates.Values;

/// <summary>Python's names of types, as its messages have them.</summary>
internal static class TypeNames
{
    public static string Of(object? value) => value switch
    {
        null => "NoneType",
        bool => "bool",
        long or BigInteger => "int",
        double => "float",
        string => "str",
        SafeString => "Markup",
        SequenceValue { IsTuple: true } => "tuple",
        SequenceValue => "list",
        MapValue => "dict",
        NamespaceValue => "Namespace",
        Undefined => "Undefined",
        LoopValue => "LoopContext",
        MacroValue => "Macro",
        _ => "function",
    };

    public static string Described(object? value) => value is null ? "None" : $"{Of(value)} object";
}
