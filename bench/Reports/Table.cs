namespace TenantLLM.Bench.Reports;

/// <summary>A table in Markdown: a README takes it as it is.</summary>
internal sealed class Table(params string[] columns)
{
    private readonly List<string[]> _rows = [];

    public void Add(params string[] cells) => _rows.Add(cells);

    public async Task WriteAsync(TextWriter output)
    {
        var widths = columns.Select((column, i) => _rows.Select(row => row[i].Length).Append(column.Length).Max()).ToArray();
        await output.WriteLineAsync(Line(columns, widths));
        await output.WriteLineAsync(Line([.. widths.Select((width, i) => i == 0 ? new string('-', width) : new string('-', width - 1) + ":")], widths));
        foreach (var row in _rows)
            await output.WriteLineAsync(Line(row, widths));
        await output.WriteLineAsync();
    }

    /// <summary>Names to the left, numbers to the right.</summary>
    private static string Line(string[] cells, int[] widths) =>
        $"| {string.Join(" | ", cells.Select((cell, i) => i == 0 ? cell.PadRight(widths[i]) : cell.PadLeft(widths[i])))} |";
}
