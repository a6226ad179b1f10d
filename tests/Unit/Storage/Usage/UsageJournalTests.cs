using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using TenantLLM.Storage;
using TenantLLM.Storage.Usage;
using TenantLLM.Storage.Usage.Journal;
using TenantLLM.TestKit;
using Xunit;

namespace TenantLLM.Unit.Storage.Usage;

public sealed class UsageJournalTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly TemporaryFolder _folder = new();
    private readonly Ledger _ledger = new();

    [Fact]
    public async Task Recovery_OfAServerThatDied_WritesWhatWasNoted()
    {
        using (var dead = Journal())
        {
            var running = dead.Open(Begun("running"));
            running.Update(10, 4, 3, TimeSpan.FromSeconds(2));
            var ended = dead.Open(Begun("ended"));
            ended.Update(10, 0, 5, TimeSpan.FromSeconds(3));
            ended.SetOutcome(UsageOutcome.Cancelled);
            dead.Open(Begun("written")).Close();
        }

        using var journal = Journal();
        await RecoverAsync(journal, until: 2);

        var rows = _ledger.Rows.OrderBy(row => row.ResponseId).ToList();
        Assert.Equal(["ended", "running"], rows.Select(row => row.ResponseId));
        Assert.Equal((UsageOutcome.Cancelled, 5, 4_000), (rows[0].Outcome, rows[0].OutputTokens, rows[0].EndedAt));
        Assert.Equal((UsageOutcome.Interrupted, 10, 4, 3, 3_000), (rows[1].Outcome, rows[1].InputTokens, rows[1].CachedTokens, rows[1].OutputTokens, rows[1].EndedAt));
        Assert.Equal(rows[1].Priced().Cost, rows[1].Cost);
        Assert.Empty(Directory.GetFiles(journal.Folder));
    }

    [Fact]
    public async Task Recovery_OfAServerThatLives_LeavesItsJournal()
    {
        using var other = Journal();
        var note = other.Open(Begun("running"));
        using (var dead = Journal())
            dead.Open(Begun("dead"));
        using var journal = Journal();

        await RecoverAsync(journal, until: 1);

        Assert.Equal("dead", Assert.Single(_ledger.Rows).ResponseId);
        note.Close();
    }

    [Fact]
    public async Task Retry_RowThatCouldNotBeWritten_IsWrittenLater()
    {
        using var journal = Journal();
        var note = journal.Open(Begun("late"));
        note.Update(10, 0, 7, TimeSpan.Zero);
        note.SetOutcome(UsageOutcome.Completed);
        note.Postpone();
        _ledger.IsAway = true;
        await Assert.ThrowsAsync<InvalidOperationException>(() => journal.RetryAsync(_ledger, default));

        _ledger.IsAway = false;
        await journal.RetryAsync(_ledger, default);
        await journal.RetryAsync(_ledger, default);

        Assert.Equal(("late", 7), (Assert.Single(_ledger.Rows).ResponseId, _ledger.Rows[0].OutputTokens));
    }

    [Fact]
    public void Open_MoreThanAPiece_GrowsAndEndsWithAnError()
    {
        using var journal = Journal();
        var notes = Enumerable.Range(0, 65_536).Select(number => journal.Open(Begun($"a{number}"))).ToList();
        Assert.Throws<IOException>(() => journal.Open(Begun("more")));
        foreach (var note in notes)
            note.Close();
        journal.Open(Begun("again")).Close();
    }

    [Fact]
    public void Dispose_NothingIsOpen_LeavesNoFile()
    {
        var journal = Journal();
        journal.Open(Begun("a1")).Close();
        Assert.Single(Directory.GetFiles(journal.Folder));
        journal.Dispose();
        Assert.Empty(Directory.GetFiles(journal.Folder));
    }

    public void Dispose() => _folder.Dispose();

    private static UsageRow Begun(string id) => UsageSample.Row() with
    {
        ResponseId = id,
        InputTokens = 0,
        CachedTokens = 0,
        OutputTokens = 0,
        EndedAt = 1_000,
        Outcome = UsageOutcome.Interrupted,
    };

    private UsageJournal Journal() => new(Options.Create(new StorageOptions { Path = _folder.File("test.db") }));

    private async Task RecoverAsync(UsageJournal journal, int until)
    {
        using var recovery = new UsageRecovery(journal, _ledger, TimeProvider.System, NullLogger<UsageRecovery>.Instance);
        await recovery.StartAsync(default);
        await _ledger.HasRowsAsync(until).WaitAsync(Patience);
        await recovery.StopAsync(default);
    }

    private sealed class Ledger : IUsageStore
    {
        private readonly TaskCompletionSource _reached = new();
        private int _until = int.MaxValue;

        public List<UsageRow> Rows { get; } = [];

        public bool IsAway { get; set; }

        public Task HasRowsAsync(int count)
        {
            lock (Rows)
            {
                _until = count;
                if (Rows.Count >= count)
                    _reached.TrySetResult();
            }

            return _reached.Task;
        }

        public Task AddAsync(UsageRow row, CancellationToken cancellationToken)
        {
            if (IsAway)
                throw new InvalidOperationException("The ledger is away.");
            lock (Rows)
            {
                Rows.Add(row);
                if (Rows.Count >= _until)
                    _reached.TrySetResult();
            }

            return Task.CompletedTask;
        }

        public Task<UsageSumsPage> ReadAsync(UsageFilter filter, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<IReadOnlyList<UsageRow>> ListAsync(UsageRange range, UsagePlace? after, int limit, CancellationToken cancellationToken) =>
            throw new NotSupportedException();
    }
}
