using System.Diagnostics;
using TenantLLM.Inference.Text;
using TenantLLM.TestKit;
using Xunit;

namespace TenantLLM.Unit.Inference.Text;

public sealed class StopSequenceScannerTests
{
    [Fact]
    public void Append_TextThatMayBeginAStop_IsHeldBackAndReleasedWhenItDoesNot()
    {
        var scanner = new StopSequenceScanner(["\n\nUser"]);
        Assert.Equal(new StopScan("Hi", null), scanner.Append("Hi\n"));
        Assert.Equal(new StopScan("", null), scanner.Append("\nUs"));
        Assert.Equal(new StopScan("\n\nUsx", null), scanner.Append("x"));
        Assert.Equal(new StopScan("", null), scanner.Flush());
    }

    [Fact]
    public void Append_StopOverDeltas_DropsItAndWhatFollows()
    {
        var scanner = new StopSequenceScanner(["END"]);
        Assert.Equal(new StopScan("one ", null), scanner.Append("one E"));
        Assert.Equal(new StopScan("", "END"), scanner.Append("ND two"));
        Assert.Equal(new StopScan("", null), scanner.Append("three"));
        Assert.Equal(new StopScan("", null), scanner.Flush());
    }

    [Fact]
    public void Append_OverlappingBeginning_FindsTheStop()
    {
        var scanner = new StopSequenceScanner(["aab"]);
        Assert.Equal(new StopScan("a", "aab"), scanner.Append("aaab"));
    }

    [Theory]
    [InlineData("xbcd", "x", "bc")] // the one completed first
    [InlineData("xabcd", "x", "abcd")] // the one that begins first, though another is complete inside it
    [InlineData("xabcx", "xa", "bc")] // which then does not come
    [InlineData("xabc", "xa", "bc")] // nor at the end
    public void SeveralStops_TheOneThatBeginsFirstCounts(string text, string answer, string stop)
    {
        var scanner = new StopSequenceScanner(["abcd", "bcd", "bc"]);
        var scan = scanner.Append(text);
        var rest = scanner.Flush();
        Assert.Equal((answer, stop), (scan.Text + rest.Text, scan.Stop ?? rest.Stop));
    }

    [Fact]
    public void Flush_HeldText_IsPartOfTheAnswer()
    {
        var scanner = new StopSequenceScanner(["###", ""]);
        Assert.Equal(new StopScan("a", null), scanner.Append("a##"));
        Assert.Equal(new StopScan("##", null), scanner.Flush());
    }

    [Fact]
    public void Append_NoStops_PassesEverythingAtOnce()
    {
        var scanner = new StopSequenceScanner([]);
        Assert.Equal(new StopScan("abc", null), scanner.Append("abc"));
        Assert.Equal(new StopScan("", null), scanner.Flush());
    }

    [Fact]
    public void Append_AnyTextInAnyPieces_GivesWhatTheWholeGives()
    {
        var random = new SeededGenerator(2);
        string[] letters = ["a", "b", "c", "a", "😀"];
        for (var round = 0; round < 20_000; round++)
        {
            var text = string.Concat(random.Sample(letters, 16));
            List<string> stops = [.. Enumerable.Range(0, 1 + random.Next(3)).Select(_ => string.Concat(random.Sample(letters, 5)))];
            var scanner = new StopSequenceScanner(stops);
            var (answer, stop) = ("", (string?)null);
            foreach (var scan in random.Cut(text.Length).Select(piece => scanner.Append(text[piece])).Append(default).ToList())
            {
                Assert.True(stop is null || (scan.Text ?? "").Length == 0, "text after the stop");
                answer += scan.Text;
                stop ??= scan.Stop;
            }

            var last = scanner.Flush();
            Assert.Equal(Expected(text, stops), (answer + last.Text, stop ?? last.Stop));
        }
    }

    [Fact]
    public void Append_LongStopAndTextThatAlmostIsIt_TakesLinearTime()
    {
        const int Length = 200_000;
        var scanner = new StopSequenceScanner([new string('a', Length) + "b"]);
        var released = 0L;
        var watch = Stopwatch.StartNew();
        for (var index = 0; index < 3 * Length; index++)
            released += scanner.Append("a").Text.Length;
        Assert.Equal(3L * Length, released + scanner.Flush().Text.Length);
        // A scanner that looks at the held text again for each delta needs more than 10^11 steps, which is minutes.
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20), $"took {watch.Elapsed}");
    }

    /// <summary>The definition, taken literally.</summary>
    private static (string Answer, string? Stop) Expected(string text, IEnumerable<string> stops)
    {
        var first = stops.Where(stop => stop.Length > 0)
            .Select(stop => (Stop: stop, Start: text.IndexOf(stop, StringComparison.Ordinal)))
            .Where(found => found.Start >= 0)
            .OrderBy(found => found.Start).ThenBy(found => found.Stop.Length)
            .FirstOrDefault();
        return first.Stop is null ? (text, null) : (text[..first.Start], first.Stop);
    }
}
