namespace TenantLLM.Bench.Reports;

/// <summary>What a run is judged by: ratios and differences, each the median of its rounds. A name ends with ↓ where less is
/// better.</summary>
internal sealed class Ratios
{
    private readonly Table _table;
    private bool _hasAny;

    public Ratios(string title) => _table = new Table(title, "median of the rounds", "min–max", "target");

    /// <param name="name">What is compared.</param>
    /// <param name="spread">Null where there is nothing to compare with: the line is left out.</param>
    /// <param name="format">A number's format, its unit with it.</param>
    /// <param name="target">What the issue asks for; empty where it asks for nothing.</param>
    public void Add(string name, Spread? spread, string format = "0.00×", string target = "")
    {
        if (spread is not { } value)
            return;
        _hasAny = true;
        _table.Add(name, value.Median.ToString(format, null), $"{value.Min:0.00}–{value.Max:0.00}", target);
    }

    public Task WriteAsync(TextWriter output) => _hasAny ? _table.WriteAsync(output) : Task.CompletedTask;
}
