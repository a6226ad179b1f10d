using SkiaSharp;

namespace TenantLLM.DashboardPictures;

/// <summary>Words and boxes.</summary>
internal static class Drawing
{
    private const string Ellipsis = "…";

    /// <summary>Writes a line, cut where it would be too wide.</summary>
    /// <param name="canvas">Where.</param>
    /// <param name="text">What.</param>
    /// <param name="place">Where the line of its base begins; ends, aligned to the right.</param>
    /// <param name="font">How.</param>
    /// <param name="color">The ink.</param>
    /// <param name="width">The most pixels it may take.</param>
    /// <param name="align">To which side.</param>
    public static void Write(
        this SKCanvas canvas, string text, SKPoint place, SKFont font, SKColor color, float width, SKTextAlign align = SKTextAlign.Left)
    {
        using var paint = Fill(color);
        canvas.DrawText(Cut(text, font, width), place, align, font, paint);
    }

    public static void FillBox(this SKCanvas canvas, SKRect box, SKColor color, float radius = 0)
    {
        using var paint = Fill(color);
        canvas.DrawRoundRect(box, radius, radius, paint);
    }

    public static void FrameBox(this SKCanvas canvas, SKRect box, SKColor color, float radius)
    {
        using var paint = new SKPaint { Color = color, Style = SKPaintStyle.Stroke, StrokeWidth = 1, IsAntialias = true };
        canvas.DrawRoundRect(box, radius, radius, paint);
    }

    private static SKPaint Fill(SKColor color) => new() { Color = color, IsAntialias = true };

    private static string Cut(string text, SKFont font, float width)
    {
        if (font.MeasureText(text) <= width)
            return text;
        while (text.Length > 1 && font.MeasureText(text + Ellipsis) > width)
            text = text[..^1];
        return text + Ellipsis;
    }
}
