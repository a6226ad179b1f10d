namespace TenantLLM.Storage.Usage;

/// <summary>What a project has spent, for its budget.</summary>
public interface ISpendReader
{
    /// <summary>The cost of all that has ended since a time, in units of the operator's currency.</summary>
    /// <param name="since">Whole hours, such as the beginning of a month; what ended in the hour it lies in counts.</param>
    Task<decimal> ReadSpendAsync(string projectId, DateTimeOffset since, CancellationToken cancellationToken);
}
