using TenantLLM.Storage.Sessions;

namespace TenantLLM.Grains.Conversations;

/// <summary>How a session's items hang together: a tree, of which some are the conversation. It holds some 60 bytes an item, and nothing
/// of what they say.</summary>
internal sealed class SessionTree
{
    private readonly Dictionary<int, ItemLink> _items = [];
    private readonly Dictionary<int, int> _children = [];
    private readonly SortedSet<int> _conversation = [];
    private readonly Dictionary<string, ResponseLink> _responses = [];

    public SessionTree(SessionLinks links)
    {
        foreach (var item in links.Items)
            Add(item);
        foreach (var response in links.Responses)
            _responses[response.Id] = response;
    }

    /// <summary>Where the next item goes. Never a place that was taken since the tree was loaded.</summary>
    public int Next { get; private set; }

    /// <summary>The conversation's places, in order.</summary>
    public IReadOnlyCollection<int> Conversation => _conversation;

    public int? ConversationEnd => _conversation.Count > 0 ? _conversation.Max : null;

    public ItemLink this[int position] => _items[position];

    public IEnumerable<ItemLink> ChildrenOf(int position) => _items.Values.Where(item => item.ParentPosition == position);

    /// <summary>Responses that name a place as the end of what they were given or said.</summary>
    public IEnumerable<ResponseLink> ResponsesAt(int position) =>
        _responses.Values.Where(response => response.InputEnd == position || response.End == position);

    public ResponseLink? Response(string id) => _responses.TryGetValue(id, out var response) ? response : null;

    /// <summary>From the opening item to this one.</summary>
    public List<int> PathTo(int? end)
    {
        var path = new List<int>();
        for (var at = end; at is { } position; at = _items[position].ParentPosition)
            path.Add(position);
        path.Reverse();
        return path;
    }

    /// <summary>The items that are there for one response only: not in the conversation, and nothing else ends there or goes on from
    /// there.</summary>
    /// <param name="responseId">The response.</param>
    /// <param name="continued">Places that running responses go on from.</param>
    public IReadOnlyList<int> OnlyOf(string responseId, IReadOnlySet<int> continued)
    {
        var ends = _responses.Values.Where(response => response.Id != responseId).Select(response => response.End).ToHashSet();
        var only = new List<int>();
        for (var at = _responses[responseId].End; at is { } position; at = _items[position].ParentPosition)
        {
            var children = _children.GetValueOrDefault(position) - (only.Count > 0 ? 1 : 0);
            if (children > 0 || _items[position].ConversationPosition is not null || ends.Contains(position) || continued.Contains(position))
                break;
            only.Add(position);
        }

        return only;
    }

    /// <summary>All items that responses, stored or running, were given or said.</summary>
    /// <param name="continued">Places that running responses go on from.</param>
    public IReadOnlySet<int> OfResponses(IReadOnlySet<int> continued)
    {
        var found = new HashSet<int>();
        foreach (var end in _responses.Values.Select(response => response.End).Concat(continued.Select(position => (int?)position)))
        {
            for (var at = end; at is { } position && found.Add(position);)
                at = _items[position].ParentPosition;
        }

        return found;
    }

    /// <summary>Makes a change that is on disk.</summary>
    public void Apply(SessionChange change)
    {
        foreach (var item in change.AddedItems)
            Add(new ItemLink(item.Position, item.ParentPosition, item.ConversationPosition));
        foreach (var item in change.MovedItems)
        {
            Remove(item.Position);
            Add(item);
        }

        foreach (var position in change.RemovedItems)
            Remove(position);
        if ((change.AddedResponse ?? change.ChangedResponse) is { } response)
            _responses[response.Id] = new ResponseLink(response.Id, response.InputEnd, response.End);
        foreach (var moved in change.MovedResponses)
            _responses[moved.Id] = moved;
        if (change.RemovedResponse is { } removed)
            _responses.Remove(removed);
    }

    private void Add(ItemLink item)
    {
        _items.Add(item.Position, item);
        Next = Math.Max(Next, item.Position + 1);
        if (item.ParentPosition is { } parent)
            _children[parent] = _children.GetValueOrDefault(parent) + 1;
        if (item.ConversationPosition is { } place)
            _conversation.Add(place);
    }

    private void Remove(int position)
    {
        if (!_items.Remove(position, out var item))
            return;
        if (item.ParentPosition is { } parent)
            _children[parent]--;
        if (item.ConversationPosition is { } place)
            _conversation.Remove(place);
    }
}
