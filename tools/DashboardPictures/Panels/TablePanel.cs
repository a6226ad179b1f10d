using SkiaSharp;

namespace TenantLLM.DashboardPictures.Panels;

/// <summary>The last values of several queries, merged by the label that they share.</summary>
internal static class TablePanel
{
    private const float RowHeight = 24;

    /// <summary>The part of the width that the first column has, which is a name.</summary>
    private const float Names = 0.46f;

    public static void Draw(SKCanvas canvas, SKRect body, Panel panel, Recording recording)
    {
        var label = panel.Columns.First(column => !IsValue(column));
        var values = panel.Columns.Where(IsValue).ToArray();
        var answers = values
            .Select(column => recording.Of(panel.Targets.Single(target => column.Field == $"Value #{target.Name}"))
                .Where(series => series.Last is not null)
                .ToDictionary(series => series.Labels[label.Field], series => series.Last!.Value))
            .ToArray();
        using var head = Theme.Font(11, isBold: true);
        using var font = Theme.Font(11);
        WriteRow(canvas, body, 0, head, Theme.Faint, [label.Title, .. values.Select(column => column.Title)]);
        var names = answers.SelectMany(answer => answer.Keys).Distinct().OrderByDescending(name => answers[0].GetValueOrDefault(name)).ToArray();
        for (var row = 0; row < names.Length && (row + 2) * RowHeight <= body.Height; row++)
        {
            var cells = values.Select((column, i) => answers[i].TryGetValue(names[row], out var value) ? column.Format.Of(value) : "");
            WriteRow(canvas, body, row + 1, font, Theme.Text, [names[row], .. cells]);
        }
    }

    private static bool IsValue(Column column) => column.Field.StartsWith("Value #", StringComparison.Ordinal);

    private static void WriteRow(SKCanvas canvas, SKRect body, int row, SKFont font, SKColor color, string[] cells)
    {
        var line = body.Top + ((row + 1) * RowHeight);
        var width = body.Width * (1 - Names) / (cells.Length - 1);
        canvas.Write(cells[0], new SKPoint(body.Left, line - 8), font, color, body.Width * Names);
        for (var i = 1; i < cells.Length; i++)
            canvas.Write(cells[i], new SKPoint(body.Left + (body.Width * Names) + (i * width), line - 8), font, color, width - 6, SKTextAlign.Right);
        canvas.FillBox(new SKRect(body.Left, line - 1, body.Right, line), Theme.Grid);
    }
}
