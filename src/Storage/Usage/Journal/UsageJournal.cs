using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using TenantLLM.Storage.Databases;

namespace TenantLLM.Storage.Usage.Journal;

/// <summary>This process's journal: a file beside the database, made when the first answer begins.</summary>
internal sealed class UsageJournal(IOptions<StorageOptions> options) : IUsageJournal, IDisposable
{
    public const string Ending = ".journal";

    private readonly Lock _lock = new();
    private readonly ConcurrentQueue<JournalSlot> _postponed = [];
    private JournalFile? _file;

    /// <summary>Where the journals of all processes of this machine over this database lie.</summary>
    public string Folder { get; } = FolderOf(options.Value);

    public IUsageNote Open(UsageRow begun)
    {
        var file = File();
        var slot = file.Take();
        try
        {
            slot.Write(begun);
        }
        catch
        {
            file.GiveBack(slot);
            throw;
        }

        return new Note(this, slot);
    }

    /// <summary>Writes what could not be written before.</summary>
    public async Task RetryAsync(IUsageStore store, CancellationToken cancellationToken)
    {
        while (_postponed.TryPeek(out var slot))
        {
            await store.AddAsync(slot.Read(), cancellationToken);
            _postponed.TryDequeue(out _);
            Close(slot);
        }
    }

    /// <summary>Leaves the file where it holds a row: the next process writes that.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _file, null) is not { } file)
            return;
        if (!file.Used().Any())
            file.Delete();
        file.Dispose();
    }

    private static string FolderOf(StorageOptions options)
    {
        var path = Path.GetFullPath(options.Path);
        if (options.Provider != StorageOptions.PostgreSql)
            return path + "-usage";
        var name = SHA256.HashData(Encoding.UTF8.GetBytes(PostgreSqlDatabase.NameOf(options)));
        return Path.Combine(Path.GetDirectoryName(path)!, $"usage-{Convert.ToHexStringLower(name)[..16]}");
    }

    private JournalFile File()
    {
        if (Volatile.Read(ref _file) is { } file)
            return file;
        lock (_lock)
            return _file ??= JournalFile.Create(Folder);
    }

    private void Close(JournalSlot slot)
    {
        slot.Clear();
        _file!.GiveBack(slot);
    }

    private sealed class Note(UsageJournal journal, JournalSlot slot) : IUsageNote
    {
        public void Update(long inputTokens, long cachedTokens, long outputTokens, TimeSpan elapsed) =>
            slot.Update(inputTokens, cachedTokens, outputTokens, (long)elapsed.TotalMilliseconds);

        public void SetOutcome(UsageOutcome outcome) => slot.SetOutcome(outcome);

        public void Close() => journal.Close(slot);

        public void Postpone() => journal._postponed.Enqueue(slot);
    }
}
