using SkiaSharp;

namespace TenantLLM.DashboardPictures;

/// <summary>Grafana's light theme, about.</summary>
internal static class Theme
{
    private static readonly SKTypeface Regular = SKTypeface.FromFamilyName(Family, SKFontStyle.Normal);
    private static readonly SKTypeface Bold = SKTypeface.FromFamilyName(Family, SKFontStyle.Bold);

    private static readonly SKColor[] Palette =
    [
        new(0x56, 0xA6, 0x4B), new(0xE0, 0xB4, 0x00), new(0x32, 0x74, 0xD9), new(0xFF, 0x78, 0x0A), new(0xE0, 0x2F, 0x44),
        new(0x8F, 0x3B, 0xB8), new(0x19, 0x73, 0x0E), new(0x1F, 0x60, 0xC4), new(0xAD, 0x46, 0x00), new(0x70, 0x70, 0x70),
    ];

    /// <summary>On every Debian that draws anything.</summary>
    public const string Family = "DejaVu Sans";

    public static SKColor Page { get; } = new(0xF4, 0xF5, 0xF5);

    public static SKColor Panel { get; } = SKColors.White;

    public static SKColor Border { get; } = new(0xDD, 0xDF, 0xE2);

    public static SKColor Grid { get; } = new(0xEC, 0xED, 0xEF);

    public static SKColor Text { get; } = new(0x24, 0x29, 0x2E);

    public static SKColor Faint { get; } = new(0x6B, 0x72, 0x7A);

    public static SKColor Series(int number) => Palette[number % Palette.Length];

    /// <summary>The colour of a value by a panel's thresholds, which are in order.</summary>
    public static SKColor Of(double value, IReadOnlyList<(string Color, double From)> thresholds) =>
        thresholds.LastOrDefault(threshold => value >= threshold.From).Color switch
        {
            "red" => new SKColor(0xD1, 0x0E, 0x2D),
            "orange" or "yellow" => new SKColor(0xE5, 0x6A, 0x00),
            "blue" => new SKColor(0x1F, 0x60, 0xC4),
            _ => new SKColor(0x37, 0x87, 0x2D),
        };

    public static SKFont Font(float size, bool isBold = false) => new(isBold ? Bold : Regular, size) { Subpixel = true };
}
