using System.ComponentModel.DataAnnotations;
using TenantLLM.Grains.Abstractions.ApiKeys;

namespace TenantLLM.Grains.Administration;

/// <summary>The Administration API: the keys under <c>Administration</c>.</summary>
internal sealed class AdministrationOptions : IValidatableObject
{
    public const string Section = "Administration";

    /// <summary>An admin key that is valid as long as it stands here: <c>sk-admin-…</c>. Empty: the first start makes one and prints it.</summary>
    public string Key { get; set; } = "";

    public ApiKeySecret? Secret => ApiKeySecret.TryParse(Key, out var secret) ? secret : null;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Key.Length > 0 && Secret?.Kind != ApiKeyKind.Admin)
            yield return new ValidationResult(
                "Administration:Key is no admin key: it must be 'sk-admin-', 32 letters or digits and their checksum, as docs/operations.md "
                + "shows how to make one.");
    }
}
