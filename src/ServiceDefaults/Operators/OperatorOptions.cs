using System.ComponentModel.DataAnnotations;

namespace TenantLLM.ServiceDefaults.Operators;

/// <summary>Where operators look into a process: the keys under <c>Operator</c>.</summary>
public sealed class OperatorOptions : IValidatableObject
{
    public const string Section = "Operator";

    /// <summary>Addresses of the operator port, divided by semicolons, such as <c>http://127.0.0.1:9464</c>; not the ones that clients reach.
    /// Null: there is none.</summary>
    public string? Urls { get; set; }

    internal IReadOnlyList<string> Addresses =>
        Urls?.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        from address in Addresses
        where !IsAddress(address)
        select new ValidationResult(
            $"Operator:Urls is '{address}', which is no address: it must be like 'http://127.0.0.1:9464' or 'http://*:9464'.", [nameof(Urls)]);

    // Kestrel's hosts '*' and '+' are no hosts to Uri.
    private static bool IsAddress(string address) =>
        Uri.TryCreate(address.Replace("://*", "://any", StringComparison.Ordinal).Replace("://+", "://any", StringComparison.Ordinal), UriKind.Absolute, out var uri)
        && uri.Scheme == Uri.UriSchemeHttp
        && uri.AbsolutePath == "/";
}
