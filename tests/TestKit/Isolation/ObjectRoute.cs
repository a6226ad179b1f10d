namespace TenantLLM.TestKit.Isolation;

/// <summary>A way in which a client names an object of a tenant: a parameter of a route, or a field of a body.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Pattern">The route as the server has it, with its parameters.</param>
/// <param name="Kinds">What each parameter names, in their order; in a body they stand as <c>{0}</c>, <c>{1}</c>.</param>
public sealed record ObjectRoute(string Method, string Pattern, params ObjectKind[] Kinds)
{
    /// <summary>What is sent; null: nothing.</summary>
    public string? Body { get; init; }

    /// <summary>What is answered where there is no such object.</summary>
    public int Status { get; init; } = 404;

    /// <summary>Whether the objects are named by the body alone.</summary>
    public bool IsInBody => !Pattern.Contains('{', StringComparison.Ordinal);

    public override string ToString() => IsInBody ? $"{Method} {Pattern} {Body}" : $"{Method} {Pattern}";
}

/// <summary>Objects that belong to a tenant.</summary>
public enum ObjectKind
{
    ChatCompletion,
    Response,
    Conversation,
    ConversationItem,
}
