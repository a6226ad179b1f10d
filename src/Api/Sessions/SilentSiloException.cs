namespace TenantLLM.Api.Sessions;

/// <summary>A silo gave no sign of life while it computed an answer.</summary>
internal sealed class SilentSiloException(TimeSpan limit) : TimeoutException($"The silo that computes the answer was silent for {limit}.");
