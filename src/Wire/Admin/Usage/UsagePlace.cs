using System.Globalization;
using TenantLLM.Wire.Errors;
using TenantLLM.Wire.Reading;

namespace TenantLLM.Wire.Admin.Usage;

/// <summary>Cursors of pages: the bucket that a page begins with.</summary>
internal static class UsagePlace
{
    private const string Prefix = "page_";

    public static string Of(long bucket) => Prefix + bucket.ToString("x", CultureInfo.InvariantCulture);

    /// <returns>Null where it is not given, or at fault.</returns>
    public static long? Read(QueryReader parameters, long first, int width, long last)
    {
        if (parameters.Text("page") is not { } page)
            return null;
        if (page.StartsWith(Prefix, StringComparison.Ordinal)
            && long.TryParse(page.AsSpan(Prefix.Length), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var bucket)
            && bucket >= first && bucket <= last && bucket % width == 0)
            return bucket;
        parameters.Report(ApiError.InvalidRequest(
            "Invalid 'page': it is no 'next_page' of a list with these parameters.", "page", "invalid_value"));
        return null;
    }
}
