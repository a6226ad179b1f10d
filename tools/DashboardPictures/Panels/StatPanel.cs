using SkiaSharp;

namespace TenantLLM.DashboardPictures.Panels;

/// <summary>One large number, in the colour of its threshold.</summary>
internal static class StatPanel
{
    private const float MostSize = 30;

    public static void Draw(SKCanvas canvas, SKRect body, Panel panel, Recording recording)
    {
        var value = panel.Targets.SelectMany(recording.Of).FirstOrDefault()?.Last;
        var (text, color) = value is { } number ? (panel.Format.Of(number), Theme.Of(number, panel.Thresholds)) : ("no data", Theme.Faint);
        using var font = Theme.Font(Math.Min(MostSize, body.Height * 0.6f), isBold: true);
        font.Size = Math.Min(font.Size, font.Size * body.Width / font.MeasureText(text));
        canvas.Write(text, new SKPoint(body.MidX, body.MidY + (font.Size / 3)), font, color, body.Width, SKTextAlign.Center);
    }
}
