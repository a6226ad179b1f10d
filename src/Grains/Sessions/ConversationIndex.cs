using System.IO.Hashing;
using System.Runtime.InteropServices;
using System.Text;
using TenantLLM.Storage.Conversations;

namespace TenantLLM.Grains.Sessions;

/// <summary>
/// Which messages a conversation holds already. Clients of Chat Completions send the whole history each time; the index finds
/// how much of it is known, so that only what is new is appended. Histories form a tree: a retried or edited turn is a branch.
/// A message is known by the hash of the path that leads to it (a Merkle tree), so an item costs some 40 bytes here, whatever
/// its length.
/// </summary>
internal sealed class ConversationIndex
{
    private readonly Dictionary<UInt128, int> _positions = [];
    private readonly Dictionary<int, UInt128> _paths = [];
    private int _next;

    /// <summary>Takes in a stored item; items come in the order of their positions, of which some may be gone.</summary>
    public void Load(ConversationItemRow item)
    {
        _next = item.Position;
        Add(PathOf(item.ParentPosition, item.Role, item.Content), item.IsComplete);
    }

    /// <summary>Finds a message after another, or adds it there.</summary>
    /// <param name="parent">The position of the message before; null for an opening message.</param>
    /// <param name="role">The message's role.</param>
    /// <param name="content">The message as <see cref="SessionMessageJson"/> writes it.</param>
    /// <param name="isComplete">Whether it is whole. A part of an answer is added always: the whole of another may read the
    /// same.</param>
    /// <returns>Its position, and whether it is new.</returns>
    public (int Position, bool IsNew) FindOrAdd(int? parent, string role, string content, bool isComplete = true)
    {
        var path = PathOf(parent, role, content);
        return isComplete && _positions.TryGetValue(path, out var position)
            ? (position, false)
            : (Add(path, isComplete), true);
    }

    private int Add(UInt128 path, bool isComplete)
    {
        var position = _next++;
        _paths.Add(position, path);
        if (isComplete)
            _positions.TryAdd(path, position);
        return position;
    }

    private UInt128 PathOf(int? parent, string role, string content)
    {
        var parentPath = parent is { } position ? _paths[position] : UInt128.Zero;
        var hash = new XxHash128();
        hash.Append(MemoryMarshal.AsBytes(new ReadOnlySpan<UInt128>(in parentPath)));
        hash.Append(Encoding.UTF8.GetBytes(role));
        hash.Append("\0"u8);
        hash.Append(Encoding.UTF8.GetBytes(content));
        return hash.GetCurrentHashAsUInt128();
    }
}
