namespace TenantLLM.Wire.Admin;

/// <summary>Limits of the Administration API's fields.</summary>
public static class AdminLimits
{
    /// <summary>Of a name, in characters.</summary>
    public const int LongestName = 128;

    /// <summary>A year, in seconds, as the document has it.</summary>
    public const long LongestLife = 31_536_000;

    /// <summary>Values of one filter.</summary>
    public const int MostFilterValues = 100;

    /// <summary>The latest time that is asked for: the year 9999.</summary>
    public const long LatestTime = 253_402_300_799;

    /// <summary>The largest limit of a rate.</summary>
    public const long LargestRate = 1_000_000_000_000;

    /// <summary>The largest limit of money, in hundredths of a unit.</summary>
    public const long LargestAmount = 1_000_000_000_000;

    /// <summary>Models of one list.</summary>
    public const int MostModels = 1_000;

    /// <summary>Of a model's id, in characters.</summary>
    public const int LongestModel = 256;
}
