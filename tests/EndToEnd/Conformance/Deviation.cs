using System.Text.RegularExpressions;

namespace TenantLLM.EndToEnd.Conformance;

/// <summary>A difference on purpose.</summary>
/// <param name="Where">A pattern of recordings or endpoints.</param>
/// <param name="Difference">A pattern of what differs.</param>
/// <param name="Why">For people.</param>
internal sealed record Deviation(string Where, string Difference, string Why)
{
    public bool Covers(string where, string difference) =>
        Regex.IsMatch(where, $"^(?:{Where})$") && Regex.IsMatch(difference, $"^(?:{Difference})$");
}
