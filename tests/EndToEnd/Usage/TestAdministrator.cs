namespace TenantLLM.EndToEnd.Usage;

/// <summary>An administrator of the tests' servers.</summary>
internal static class TestAdministrator
{
    public const string Key = "sk-admin-KmQwO0to6C2riOEzhD7meQ1hZHH0VHhi2vdcTh";

    public static string[] Settings { get; } = ["--Administration:Key", Key];
}
