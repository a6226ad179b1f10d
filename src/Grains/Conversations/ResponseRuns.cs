namespace TenantLLM.Grains.Conversations;

/// <summary>The responses of a session that are being generated; of those in the conversation there is one at most.</summary>
internal sealed class ResponseRuns
{
    private readonly Dictionary<string, ResponseRun> _runs = [];

    public IReadOnlyCollection<ResponseRun> All => _runs.Values;

    /// <summary>Whether one runs in the conversation, so that no other may change it.</summary>
    public bool HoldConversation => _runs.Values.Any(run => run.Request.IsInConversation);

    /// <summary>Places that runs go on from.</summary>
    public IReadOnlySet<int> Continued =>
        _runs.Values.Select(run => run.StoredInput is [.., var last] ? last : run.Parent).OfType<int>().ToHashSet();

    /// <summary>The run of a response that can be fetched.</summary>
    public ResponseRun? FindStored(string responseId) => _runs.GetValueOrDefault(responseId) is { Request.Store: true } run ? run : null;

    public void Add(ResponseRun run) => _runs.Add(run.Request.Id, run);

    public void Remove(ResponseRun run) => _runs.Remove(run.Request.Id);

    /// <summary>An item is gone: what went on from it goes on from the one before.</summary>
    public void Relink(int removed, int? parent)
    {
        foreach (var run in _runs.Values.Where(run => run.Parent == removed))
            run.Parent = parent;
    }
}
