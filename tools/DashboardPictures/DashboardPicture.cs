using SkiaSharp;
using TenantLLM.DashboardPictures.Panels;

namespace TenantLLM.DashboardPictures;

/// <summary>A dashboard, laid out as Grafana does.</summary>
internal static class DashboardPicture
{
    private const int Columns = 24;
    private const int ColumnWidth = 50;
    private const int RowHeight = 26;
    private const int Margin = 10;
    private const int Header = 40;

    /// <summary>Flat colours are smallest without filters.</summary>
    private static readonly SKPngEncoderOptions SmallPng = new(SKPngEncoderFilterFlags.NoFilters, zLibLevel: 9);

    /// <summary>Draws it.</summary>
    /// <returns>A PNG.</returns>
    public static byte[] Draw(DashboardFile dashboard, Recording recording)
    {
        var rows = dashboard.Panels.Max(panel => panel.Place.Y + panel.Place.Height);
        using var surface = SKSurface.Create(new SKImageInfo(
            (Columns * ColumnWidth) + (2 * Margin), Header + (rows * RowHeight) + Margin, SKColorType.Rgb888x, SKAlphaType.Opaque));
        var canvas = surface.Canvas;
        canvas.Clear(Theme.Page);
        using (var font = Theme.Font(17, isBold: true))
            canvas.Write(dashboard.Title, new SKPoint(Margin + 4, 27), font, Theme.Text, Columns * ColumnWidth);
        foreach (var panel in dashboard.Panels)
            Draw(canvas, panel, recording);

        using var image = surface.Snapshot();
        using var pixels = image.PeekPixels() ?? throw new InvalidOperationException("The picture is not in memory.");
        using var png = pixels.Encode(SmallPng) ?? throw new InvalidOperationException("The picture cannot be encoded.");
        return png.ToArray();
    }

    private static void Draw(SKCanvas canvas, Panel panel, Recording recording)
    {
        var (x, y) = (Margin + (panel.Place.X * ColumnWidth), Header + (panel.Place.Y * RowHeight));
        var box = new SKRect(x + 3, y + 3, x + (panel.Place.Width * ColumnWidth) - 3, y + (panel.Place.Height * RowHeight) - 3);
        if (panel.Type == "row")
        {
            using var heading = Theme.Font(13, isBold: true);
            canvas.Write(panel.Title, new SKPoint(box.Left + 1, box.Bottom - 4), heading, Theme.Text, box.Width);
            return;
        }

        canvas.FillBox(box, Theme.Panel, radius: 3);
        canvas.FrameBox(box, Theme.Border, radius: 3);
        using (var font = Theme.Font(12, isBold: true))
            canvas.Write(panel.Title, new SKPoint(box.Left + 9, box.Top + 18), font, Theme.Text, box.Width - 18);
        var body = new SKRect(box.Left + 9, box.Top + 26, box.Right - 9, box.Bottom - 7);
        switch (panel.Type)
        {
            case "stat":
                StatPanel.Draw(canvas, body, panel, recording);
                break;
            case "bargauge":
                BarGaugePanel.Draw(canvas, body, panel, recording);
                break;
            case "table":
                TablePanel.Draw(canvas, body, panel, recording);
                break;
            case "timeseries":
                TimeSeriesPanel.Draw(canvas, body, panel, recording);
                break;
            default:
                throw new NotSupportedException($"'{panel.Title}': panels of the type '{panel.Type}' cannot be drawn yet.");
        }
    }
}
