using TenantLLM.TestKit.Databases;

// The linked tests mean these where they say [Fact] and [Theory]: a name of an enclosing namespace comes before that of a using.
namespace TenantLLM.Cluster
{
    /// <inheritdoc/>
    internal sealed class FactAttribute : Xunit.FactAttribute
    {
        public FactAttribute() => Skip = PostgreSqlServer.Missing;
    }

    /// <inheritdoc/>
    internal sealed class TheoryAttribute : Xunit.TheoryAttribute
    {
        public TheoryAttribute() => Skip = PostgreSqlServer.Missing;
    }
}

namespace TenantLLM.Unit
{
    /// <inheritdoc/>
    internal sealed class FactAttribute : Xunit.FactAttribute
    {
        public FactAttribute() => Skip = PostgreSqlServer.Missing;
    }

    /// <inheritdoc/>
    internal sealed class TheoryAttribute : Xunit.TheoryAttribute
    {
        public TheoryAttribute() => Skip = PostgreSqlServer.Missing;
    }
}
