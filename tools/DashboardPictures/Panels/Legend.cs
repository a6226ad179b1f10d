using SkiaSharp;

namespace TenantLLM.DashboardPictures.Panels;

/// <summary>A line of a plot.</summary>
internal sealed record Line(string Name, Series Series);

/// <summary>Below a plot: the colour, the name and the last value of each line, in two columns.</summary>
internal static class Legend
{
    private const int Columns = 2;
    private const int MostRows = 3;
    private const float RowHeight = 15;
    private const float Swatch = 16;
    private const float Gap = 8;

    public static float Height(int lines) => RowsOf(lines) * RowHeight;

    public static void Draw(SKCanvas canvas, SKRect body, IReadOnlyList<Line> lines, ValueFormat format)
    {
        using var font = Theme.Font(10);
        var (rows, columns) = (RowsOf(lines.Count), lines.Count > 1 ? Columns : 1);
        var width = body.Width / columns;
        var isFull = lines.Count > rows * columns;
        for (var i = 0; i < Math.Min(lines.Count, rows * columns); i++)
        {
            var (left, bottom) = (body.Left + (i % columns * width), body.Top + (((i / columns) + 1) * RowHeight) - 3);
            if (isFull && i == (rows * columns) - 1)
            {
                canvas.Write($"and {lines.Count - i} more", new SKPoint(left + Swatch, bottom), font, Theme.Faint, width);
                break;
            }

            canvas.FillBox(new SKRect(left, bottom - 5, left + 11, bottom - 2), Theme.Series(i), radius: 1);
            var last = lines[i].Series.Last is { } value ? format.Of(value) : "";
            var number = font.MeasureText(last);
            canvas.Write(lines[i].Name, new SKPoint(left + Swatch, bottom), font, Theme.Text, width - Swatch - number - (2 * Gap));
            canvas.Write(last, new SKPoint(left + width - Gap, bottom), font, Theme.Faint, width, SKTextAlign.Right);
        }
    }

    private static int RowsOf(int lines) => Math.Min(MostRows, (lines + Columns - 1) / Columns);
}
