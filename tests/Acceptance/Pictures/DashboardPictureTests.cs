using System.Text.Json.Nodes;
using TenantLLM.DashboardPictures;
using TenantLLM.TestKit;
using Xunit;
using Recording = TenantLLM.DashboardPictures.Recording;

namespace TenantLLM.Acceptance.Pictures;

/// <summary>That the tool of <c>make pictures</c> can draw every dashboard there is.</summary>
public sealed class DashboardPictureTests : IDisposable
{
    private const int MostBytes = 300_000;
    private static readonly byte[] PngSignature = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Names { get; } =
        [.. Directory.GetFiles(Workspace.InRepository("dashboards"), "*.json").Select(file => Path.GetFileNameWithoutExtension(file)!)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Picture_OfADashboard_IsASmallPng(string name)
    {
        var dashboard = DashboardFile.Read(Workspace.InRepository("dashboards", $"{name}.json"));
        var picture = DashboardPicture.Draw(dashboard, Record(dashboard));
        Assert.Equal(PngSignature, picture[..PngSignature.Length]);
        Assert.InRange(picture.Length, 10_000, MostBytes);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Picture_OfADashboardWithoutData_IsDrawn(string name) => Assert.NotEmpty(DashboardPicture.Draw(
        DashboardFile.Read(Workspace.InRepository("dashboards", $"{name}.json")), Read([])));

    [Theory]
    [InlineData("percentunit", 0.615, "61.5%")]
    [InlineData("s", 0.0335, "33.5 ms")]
    [InlineData("ms", 2250, "2.25 s")]
    [InlineData("bytes", 134217728, "128 MiB")]
    [InlineData("short", 10100, "10.1 K")]
    [InlineData("suffix: tokens/s", 240.2, "240.2 tokens/s")]
    public void Value_OfAUnit_IsWrittenAsGrafanaDoes(string unit, double value, string text) =>
        Assert.Equal(text, new ValueFormat(unit, Decimals: null).Of(value));

    public void Dispose() => _folder.Dispose();

    /// <summary>Two series for each query; one of them has a gap.</summary>
    private Recording Record(DashboardFile dashboard)
    {
        var answers = new JsonObject();
        foreach (var query in dashboard.Panels.SelectMany(panel => panel.Targets).Select(target => target.Expression).Distinct())
        {
            answers[query] = JsonNode.Parse(
                """
                [
                  {"metric": {"tenantllm_tenant_id": "proj_1", "gen_ai_request_model": "one"}, "values": [[1, "0.25"], [2, "NaN"], [3, "0.5"]]},
                  {"metric": {"tenantllm_tenant_id": "proj_2", "gen_ai_request_model": "two"}, "values": [[1, "1"], [2, "2"], [3, "4"]]}
                ]
                """);
        }

        return Read(answers);
    }

    private Recording Read(JsonObject answers)
    {
        var file = _folder.File("recording.json");
        File.WriteAllText(file, answers.ToJsonString());
        return Recording.Read(file);
    }
}
