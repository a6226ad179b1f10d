namespace TenantLLM.Grains.Abstractions.Sessions;

/// <summary>A message as a conversation holds it.</summary>
/// <param name="Position">Counts the items in the order they were appended, from 0.</param>
/// <param name="ParentPosition">The item it follows; null for an opening message.</param>
/// <param name="Message">The message.</param>
/// <param name="ResponseId">The response that produced it; null for a message the client sent.</param>
/// <param name="IsComplete">False for the part of an answer that was cancelled or broke.</param>
[GenerateSerializer, Immutable, Alias("TenantLLM.SessionItem")]
public sealed record SessionItem(
    [property: Id(0)] int Position,
    [property: Id(1)] int? ParentPosition,
    [property: Id(2)] SessionMessage Message,
    [property: Id(3)] string? ResponseId,
    [property: Id(4)] bool IsComplete);
