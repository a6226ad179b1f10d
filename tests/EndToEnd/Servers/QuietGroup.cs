using Xunit;

namespace TenantLLM.EndToEnd.Servers;

/// <summary>Tests that measure time, or take every core: no other server of the tests runs beside theirs.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class QuietGroup
{
    public const string Name = "Quiet";
}
