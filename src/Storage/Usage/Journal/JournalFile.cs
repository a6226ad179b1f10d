using System.Collections.Concurrent;
using System.IO.MemoryMappedFiles;

namespace TenantLLM.Storage.Usage.Journal;

/// <summary>A file of slots in memory. What is written to them belongs to the system at once and outlives this process. The file is locked
/// while its process lives.</summary>
internal sealed class JournalFile : IDisposable
{
    /// <summary>Bytes; a row's words are bounded by what fits.</summary>
    public const int SlotSize = 16_384;

    private const int SlotsOfPiece = 256;
    private const int MostPieces = 256;
    private const int PieceSize = SlotSize * SlotsOfPiece;

    private readonly FileStream _file;
    private readonly List<(MemoryMappedFile Map, MemoryMappedViewAccessor View)> _pieces = [];
    private readonly ConcurrentBag<JournalSlot> _free = [];
    private readonly Lock _growing = new();

    private JournalFile(string path, FileStream file)
    {
        Path = path;
        _file = file;
    }

    public string Path { get; }

    /// <summary>A new file of this process.</summary>
    public static JournalFile Create(string folder)
    {
        Directory.CreateDirectory(folder);
        var path = System.IO.Path.Combine(folder, $"{Guid.NewGuid():N}{UsageJournal.Ending}");

        // Under another name until it is locked: nobody may take it for one whose process has died.
        var file = new FileStream(path + ".new", FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
        File.Move(path + ".new", path);
        return new JournalFile(path, file);
    }

    /// <summary>A file that was left behind; null where its process lives.</summary>
    public static JournalFile? TryAdopt(string path)
    {
        try
        {
            var journal = new JournalFile(path, new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None, bufferSize: 0));
            for (var pieces = journal._file.Length / PieceSize; pieces > 0; pieces--)
                journal.Map();
            return journal;
        }
        catch (IOException)
        {
            return null;
        }
    }

    public JournalSlot Take()
    {
        while (true)
        {
            if (_free.TryTake(out var slot))
                return slot;
            lock (_growing)
            {
                if (_free.IsEmpty)
                    Grow();
            }
        }
    }

    public void GiveBack(JournalSlot slot) => _free.Add(slot);

    /// <summary>Slots that hold a row.</summary>
    public IEnumerable<JournalSlot> Used() => Slots().Where(slot => slot.IsUsed);

    /// <summary>Removes it from its folder; to be done while it is locked.</summary>
    public void Delete() => File.Delete(Path);

    public void Dispose()
    {
        foreach (var (map, view) in _pieces)
        {
            view.Dispose();
            map.Dispose();
        }

        _file.Dispose();
    }

    private IEnumerable<JournalSlot> Slots() =>
        _pieces.SelectMany(piece => Enumerable.Range(0, SlotsOfPiece).Select(slot => new JournalSlot(piece.View, slot * SlotSize)));

    private void Grow()
    {
        if (_pieces.Count == MostPieces)
            throw new IOException($"The usage journal '{Path}' is full: {MostPieces * SlotsOfPiece} answers run, or could not be written down.");

        // Written, not only made longer: a full disk is an error here, and not a crash where memory is touched.
        RandomAccess.Write(_file.SafeFileHandle, new byte[PieceSize], (long)_pieces.Count * PieceSize);
        var view = Map();
        for (var slot = SlotsOfPiece - 1; slot >= 0; slot--)
            _free.Add(new JournalSlot(view, slot * SlotSize));
    }

    private MemoryMappedViewAccessor Map()
    {
        var map = MemoryMappedFile.CreateFromFile(_file, null, 0, MemoryMappedFileAccess.ReadWrite, HandleInheritability.None, leaveOpen: true);
        var view = map.CreateViewAccessor((long)_pieces.Count * PieceSize, PieceSize);
        _pieces.Add((map, view));
        return view;
    }
}
