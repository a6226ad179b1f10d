using SkiaSharp;

namespace TenantLLM.DashboardPictures.Panels;

/// <summary>A bar for each series: its last value of the most there can be.</summary>
internal static class BarGaugePanel
{
    private const float MostHeight = 40;
    private const float Numbers = 80;

    public static void Draw(SKCanvas canvas, SKRect body, Panel panel, Recording recording)
    {
        var bars = panel.Targets
            .SelectMany(target => recording.Of(target).Select(series => (Name: series.Name(target.Legend), Value: series.Last ?? 0)))
            .OrderByDescending(bar => bar.Value).ToArray();
        if (bars.Length == 0)
            return;
        var most = panel.Max ?? Math.Max(bars[0].Value, double.Epsilon);
        var height = Math.Min(MostHeight, body.Height / bars.Length);
        using var font = Theme.Font(11);
        for (var i = 0; i < bars.Length; i++)
        {
            var (top, color) = (body.Top + (i * height), Theme.Of(bars[i].Value, panel.Thresholds));
            canvas.Write(bars[i].Name, new SKPoint(body.Left, top + 12), font, Theme.Faint, body.Width);
            var track = new SKRect(body.Left, top + 17, body.Right - Numbers, top + height - 7);
            canvas.FillBox(track, Theme.Grid, radius: 2);
            var part = (float)Math.Clamp(bars[i].Value / most, 0, 1);
            canvas.FillBox(track with { Right = track.Left + (track.Width * part) }, color, radius: 2);
            canvas.Write(panel.Format.Of(bars[i].Value), new SKPoint(body.Right, track.MidY + 4), font, color, Numbers, SKTextAlign.Right);
        }
    }
}
