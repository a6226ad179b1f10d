namespace TenantLLM.EndToEnd.Conformance.Compatibility;

/// <summary>What a server made of the values of a field, from the least to the most.</summary>
internal enum FieldStatus
{
    /// <summary>No value that was tried is valid: the table needs an example.</summary>
    Untried,

    /// <summary>No value is taken; the refusal names the field.</summary>
    Refused,

    /// <summary>What would change nothing is taken, every other value refused by name.</summary>
    DefaultOnly,

    /// <summary>It is taken and changes nothing in the answer.</summary>
    NoEffect,

    /// <summary>It comes back with the answer and changes nothing else.</summary>
    Kept,

    /// <summary>Answers with it and without it differ; some values are refused by name.</summary>
    HonouredInPart,

    /// <summary>Answers with it and without it differ.</summary>
    Honoured,
}
