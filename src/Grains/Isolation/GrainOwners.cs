using System.Collections.Concurrent;
using System.Reflection;
using System.Text;
using TenantLLM.Grains.Abstractions.Isolation;

namespace TenantLLM.Grains.Isolation;

/// <summary>Which tenant a grain belongs to.</summary>
internal static class GrainOwners
{
    private const int MostOnStack = 128;

    private static readonly ConcurrentDictionary<Type, bool> Owned = new();

    /// <summary>Whether a grain belongs to a tenant: every one does, unless its interface says otherwise or Orleans brought it along.</summary>
    public static bool HasOwner(object grain) => HasOwner(grain.GetType());

    /// <inheritdoc cref="HasOwner(object)"/>
    public static bool HasOwner(Type grain) => Owned.GetOrAdd(grain, IsOwned);

    /// <summary>Whether it is a tenant's: its key is the project's id, alone or before a slash.</summary>
    public static bool IsOf(GrainId grain, string projectId)
    {
        var key = grain.Key.AsSpan();
        var length = Encoding.UTF8.GetByteCount(projectId);
        if (length == 0 || projectId.Contains('/', StringComparison.Ordinal) || length > key.Length || (key.Length > length && key[length] != (byte)'/'))
            return false;
        Span<byte> owner = length <= MostOnStack ? stackalloc byte[length] : new byte[length];
        Encoding.UTF8.GetBytes(projectId, owner);
        return key.StartsWith(owner);
    }

    /// <summary>The project's id that a key begins with.</summary>
    public static string Of(GrainId grain)
    {
        var key = grain.Key.ToString()!;
        return key.IndexOf('/', StringComparison.Ordinal) is > 0 and var slash ? key[..slash] : key;
    }

    private static bool IsOwned(Type grain) =>
        !IsOfOrleans(grain) && !grain.GetInterfaces().Any(contract => contract.IsDefined(typeof(SharedByTenantsAttribute)));

    private static bool IsOfOrleans(Type grain) => grain.Assembly.GetName().Name!.StartsWith("Orleans.", StringComparison.Ordinal);
}
