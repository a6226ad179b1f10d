using System.Diagnostics;
using TenantLLM.Acceptance.Prometheus;
using TenantLLM.TestKit;
using Xunit;

namespace TenantLLM.Acceptance.Dashboards;

public sealed class AlertTests
{
    [PrometheusFact]
    public async Task Rules_OfTheirTests_FireWhereTheyShould()
    {
        var tests = await File.ReadAllTextAsync(Workspace.InRepository("dashboards", "alerts.test.yml"));
        Assert.All(AlertRules.Names, name => Assert.Contains($"alertname=\"{name}\"", tests, StringComparison.Ordinal));
        await RunAsync("check", "rules", "alerts.yml");
        await RunAsync("test", "rules", "alerts.test.yml");
    }

    private static async Task RunAsync(params string[] arguments)
    {
        using var promtool = Process.Start(new ProcessStartInfo("promtool", arguments)
        {
            WorkingDirectory = Workspace.InRepository("dashboards"),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var (output, error) = (promtool.StandardOutput.ReadToEndAsync(), promtool.StandardError.ReadToEndAsync());
        await promtool.WaitForExitAsync();
        Assert.True(promtool.ExitCode == 0, $"promtool {string.Join(' ', arguments)}: {await output}{await error}");
    }
}
