using ScottPlot;
using ScottPlot.TickGenerators;
using SkiaSharp;

namespace TenantLLM.DashboardPictures.Panels;

/// <summary>Lines over time, by ScottPlot, with a legend of their last values below.</summary>
internal static class TimeSeriesPanel
{
    private const int TimeMarks = 3;
    private const int Marks = 4;

    /// <summary>What is left free above the highest value.</summary>
    private const double Headroom = 1.08;

    public static void Draw(SKCanvas canvas, SKRect body, Panel panel, Recording recording)
    {
        var lines = panel.Targets
            .SelectMany(target => recording.Of(target).Select(series => new Line(series.Name(target.Legend), series)))
            .Where(line => line.Series.Points.Count > 0).OrderBy(line => line.Name, StringComparer.Ordinal).ToArray();
        var legend = Legend.Height(lines.Length);
        using var plot = new Plot();
        var most = panel.IsStacked ? AddStack(plot, lines) : AddLines(plot, lines);
        Style(plot, panel.Format, recording, Math.Max(most, panel.Max ?? 0));
        plot.RenderManager.ClearCanvasBeforeEachRender = false;
        plot.Render(canvas, new PixelRect(body.Left, body.Right, body.Bottom - legend, body.Top));
        Legend.Draw(canvas, body with { Top = body.Bottom - legend }, lines, panel.Format);
    }

    /// <returns>The highest value.</returns>
    private static double AddLines(Plot plot, Line[] lines)
    {
        for (var i = 0; i < lines.Length; i++)
            Add(plot, lines[i].Series.Points, i);
        return lines.SelectMany(line => line.Series.Points).Select(point => point.Value).DefaultIfEmpty().Max();
    }

    /// <summary>Each line upon the sum of those before it; the highest first, so that the lower ones cover its fill.</summary>
    private static double AddStack(Plot plot, Line[] lines)
    {
        var sums = new SortedDictionary<double, double>();
        foreach (var time in lines.SelectMany(line => line.Series.Points).Select(point => point.Time))
            sums[time] = 0;
        var stacked = new List<(double Time, double Value)[]>();
        foreach (var line in lines)
        {
            foreach (var (time, value) in line.Series.Points)
                sums[time] += value;
            stacked.Add([.. sums.Select(sum => (sum.Key, sum.Value))]);
        }

        for (var i = stacked.Count - 1; i >= 0; i--)
            Add(plot, stacked[i], i);
        return sums.Values.DefaultIfEmpty().Max();
    }

    private static void Add(Plot plot, IReadOnlyList<(double Time, double Value)> points, int number)
    {
        var color = Of(Theme.Series(number));
        var line = plot.Add.ScatterLine(points.Select(point => point.Time).ToArray(), points.Select(point => point.Value).ToArray(), color);
        line.LineWidth = 1.4f;
        line.FillY = true;
        line.FillYColor = color.WithAlpha(0.1);
    }

    private static void Style(Plot plot, ValueFormat format, Recording recording, double most)
    {
        plot.FigureBackground.Color = Of(Theme.Panel);
        plot.DataBackground.Color = Of(Theme.Panel);
        plot.Grid.MajorLineColor = Of(Theme.Grid);
        plot.Axes.SetLimits(recording.From, recording.To, 0, Headroom * (most > 0 ? most : 1));
        plot.Axes.Left.TickGenerator = format.Unit == "bytes"
            ? Bytes(format, most)
            : new NumericAutomatic { LabelFormatter = format.Of, TargetTickCount = Marks };
        plot.Axes.Bottom.TickGenerator = Times(recording);
        foreach (var axis in new IAxis[] { plot.Axes.Left, plot.Axes.Bottom, plot.Axes.Right, plot.Axes.Top })
        {
            axis.FrameLineStyle.Width = 0;
            axis.MajorTickStyle.Length = 0;
            axis.MinorTickStyle.Length = 0;
            axis.TickLabelStyle.FontName = Theme.Family;
            axis.TickLabelStyle.FontSize = 10;
            axis.TickLabelStyle.ForeColor = Of(Theme.Faint);
        }

        plot.Layout.Fixed(new PixelPadding(left: 74, right: 8, bottom: 20, top: 6));
    }

    /// <summary>Marks at multiples of a power of two.</summary>
    private static NumericManual Bytes(ValueFormat format, double most)
    {
        var step = Math.Pow(2, Math.Ceiling(Math.Log2(Math.Max(most, 1) / Marks)));
        var marks = new NumericManual();
        for (var value = 0d; value <= most; value += step)
            marks.AddMajor(value, format.Of(value));
        return marks;
    }

    private static NumericManual Times(Recording recording)
    {
        var times = new NumericManual();
        for (var i = 0; i < TimeMarks; i++)
        {
            var time = recording.From + ((recording.To - recording.From) * (i + 0.5) / TimeMarks);
            times.AddMajor(Math.Round(time), $"{DateTimeOffset.FromUnixTimeSeconds((long)Math.Round(time)):HH:mm:ss}");
        }

        return times;
    }

    private static Color Of(SKColor color) => new(color.Red, color.Green, color.Blue, color.Alpha);
}
