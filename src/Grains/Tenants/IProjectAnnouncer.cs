using TenantLLM.Grains.Abstractions.Tenants;

namespace TenantLLM.Grains.Tenants;

/// <summary>Tells the operator of configured projects and of the first admin key. A first key is told here and nowhere else; never to a log.</summary>
public interface IProjectAnnouncer
{
    /// <summary>A project was made; <paramref name="secret"/> is its first key.</summary>
    void Created(Project project, string secret);

    /// <summary>A project was there already.</summary>
    /// <param name="lastFour">The last four characters of each of its valid keys.</param>
    void Existing(Project project, IReadOnlyList<string> lastFour);

    /// <summary>There was no admin key; <paramref name="secret"/> is the first.</summary>
    void AdminKeyCreated(string secret);
}
