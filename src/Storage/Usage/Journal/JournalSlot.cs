using System.IO.MemoryMappedFiles;
using System.Text.Json;

namespace TenantLLM.Storage.Usage.Journal;

/// <summary>A place for one answer. Its state is written last: a slot that is used holds all of a row.</summary>
internal sealed class JournalSlot(MemoryMappedViewAccessor view, long offset)
{
    private const int StateAt = 0;
    private const int LengthAt = 4;
    private const int InputAt = 8;
    private const int CachedAt = 16;
    private const int OutputAt = 24;
    private const int ElapsedAt = 32;
    private const int RowAt = 40;
    private const int Free = 0;

    public bool IsUsed => view.ReadInt32(offset + StateAt) != Free;

    public void Write(UsageRow begun)
    {
        var row = JsonSerializer.SerializeToUtf8Bytes(begun);
        if (row.Length > JournalFile.SlotSize - RowAt)
            throw new IOException("The names in a row of usage are too long for the journal.");
        view.WriteArray(offset + RowAt, row, 0, row.Length);
        view.Write(offset + LengthAt, row.Length);
        Update(begun.InputTokens, begun.CachedTokens, begun.OutputTokens, 0);
        SetOutcome(begun.Outcome);
    }

    public void Update(long inputTokens, long cachedTokens, long outputTokens, long elapsed)
    {
        view.Write(offset + InputAt, inputTokens);
        view.Write(offset + CachedAt, cachedTokens);
        view.Write(offset + OutputAt, outputTokens);
        view.Write(offset + ElapsedAt, elapsed);
    }

    public void SetOutcome(UsageOutcome outcome)
    {
        Thread.MemoryBarrier();
        view.Write(offset + StateAt, (int)outcome);
    }

    public void Clear() => view.Write(offset + StateAt, Free);

    /// <summary>The row as it stands.</summary>
    public UsageRow Read()
    {
        var bytes = new byte[view.ReadInt32(offset + LengthAt)];
        view.ReadArray(offset + RowAt, bytes, 0, bytes.Length);
        var begun = JsonSerializer.Deserialize<UsageRow>(bytes)!;
        var row = begun with
        {
            InputTokens = view.ReadInt64(offset + InputAt),
            CachedTokens = view.ReadInt64(offset + CachedAt),
            OutputTokens = view.ReadInt64(offset + OutputAt),
            EndedAt = begun.StartedAt + view.ReadInt64(offset + ElapsedAt),
            Outcome = (UsageOutcome)view.ReadInt32(offset + StateAt),
        };
        return row.Priced();
    }
}
