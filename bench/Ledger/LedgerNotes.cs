using System.Diagnostics;
using TenantLLM.Bench.Reports;
using TenantLLM.Storage.Usage.Journal;

namespace TenantLLM.Bench.Ledger;

/// <summary>What the journal costs: a note for each token of a stream, while nothing else runs.</summary>
internal static class LedgerNotes
{
    private const int Notes = 200_000;
    private const int Answers = 5_000;

    public static async Task RunAsync(BenchOptions options, TextWriter output)
    {
        await using var store = await LedgerStore.StartAsync(options);
        var journal = store.Get<IUsageJournal>();
        var note = journal.Open(LedgerStore.Row(0, 0));
        var (notes, answers) = (new List<double>(), new List<double>());
        for (var round = -options.WarmUpRounds; round < options.Rounds; round++)
        {
            var started = Stopwatch.GetTimestamp();
            for (var token = 0; token < Notes; token++)
                note.Update(900, 600, token, TimeSpan.FromMilliseconds(token));
            var ofNote = Stopwatch.GetElapsedTime(started).TotalNanoseconds / Notes;
            started = Stopwatch.GetTimestamp();
            for (var answer = 0; answer < Answers; answer++)
                journal.Open(LedgerStore.Row(answer, 0)).Close();
            if (round < 0)
                continue;
            notes.Add(ofNote);
            answers.Add(Stopwatch.GetElapsedTime(started).TotalMicroseconds / Answers);
        }

        note.Close();
        var (perNote, perAnswer) = (Spread.Of(notes), Spread.Of(answers));
        var table = new Table("the journal", "measured", "min–max", "target");
        table.Add("a token's note", $"{perNote.Median:0} ns", $"{perNote.Min:0}–{perNote.Max:0}", "");
        table.Add("an answer's note, made and closed", $"{perAnswer.Median:0.0} µs", $"{perAnswer.Min:0.0}–{perAnswer.Max:0.0}", "");
        table.Add("of a stream of 1,000 tokens a second", $"{perNote.Median * 1_000 / 1e9:0.0000%}", "", "≤ 3%");
        await table.WriteAsync(output);
    }
}
