using System.Globalization;

namespace TenantLLM.DashboardPictures;

/// <summary>A unit of Grafana, and how many decimals its values have; null: as many as they need.</summary>
internal sealed record ValueFormat(string Unit, int? Decimals)
{
    private const string Suffix = "suffix:";

    public string Of(double value) => Unit switch
    {
        "percentunit" => $"{Number(value * 100, 1)}%",
        "s" => Duration(value),
        "ms" => Duration(value / 1000),
        "bytes" => Scaled(value, 1024, ["B", "KiB", "MiB", "GiB", "TiB"]),
        "reqps" => $"{Short(value)} req/s",
        "ops" => $"{Short(value)} ops/s",
        "wps" => $"{Short(value)} wr/s",
        _ when Unit.StartsWith(Suffix, StringComparison.Ordinal) => $"{Short(value)} {Unit[Suffix.Length..].Trim()}",
        _ => Short(value),
    };

    private string Duration(double seconds) => Math.Abs(seconds) switch
    {
        0 => "0 s",
        < 0.001 => $"{Number(seconds * 1_000_000, 0)} µs",
        < 1 => $"{Number(seconds * 1000, seconds < 0.1 ? 1 : 0)} ms",
        < 60 => $"{Number(seconds, 2)} s",
        _ => $"{Number(seconds / 60, 1)} min",
    };

    private string Short(double value) => Scaled(value, 1000, ["", "K", "M", "G"]);

    private string Scaled(double value, double step, string[] names)
    {
        var scale = 0;
        for (; Math.Abs(value) >= step && scale < names.Length - 1; scale++)
            value /= step;
        return $"{Number(value, Math.Abs(value) < 0.1 ? 3 : Math.Abs(value) < 10 ? 2 : 1)} {names[scale]}".TrimEnd();
    }

    private string Number(double value, int most) =>
        Math.Round(value, Decimals ?? most).ToString($"0.{new string('#', Decimals ?? most)}", CultureInfo.InvariantCulture);
}
