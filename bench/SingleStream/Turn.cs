using TenantLLM.Bench.Servers;

namespace TenantLLM.Bench.SingleStream;

/// <summary>What one path did in one round.</summary>
/// <param name="FirstTexts">From the request to the first text, of short answers one right after the other. The first of them
/// comes after the other paths' turns: caches are cold and threads asleep.</param>
/// <param name="Whole">A whole answer.</param>
internal sealed record Turn(IReadOnlyList<TimeSpan> FirstTexts, Answer Whole);
