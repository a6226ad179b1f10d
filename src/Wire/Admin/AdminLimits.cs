namespace TenantLLM.Wire.Admin;

/// <summary>Limits of the Administration API's fields.</summary>
internal static class AdminLimits
{
    /// <summary>Of a name, in characters.</summary>
    public const int LongestName = 128;

    /// <summary>A year, in seconds, as the document has it.</summary>
    public const long LongestLife = 31_536_000;

    /// <summary>Values of one filter.</summary>
    public const int MostFilterValues = 100;

    /// <summary>The latest time that is asked for: the year 9999.</summary>
    public const long LatestTime = 253_402_300_799;
}
