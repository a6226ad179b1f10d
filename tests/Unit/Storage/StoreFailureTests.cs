using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using TenantLLM.Storage.Failures;
using Xunit;

namespace TenantLLM.Unit.Storage;

/// <summary>The database's own failures, and those of what it was asked.</summary>
public sealed class StoreFailureTests
{
    [Theory]
    [InlineData(PostgresErrorCodes.AdminShutdown)]
    [InlineData(PostgresErrorCodes.CannotConnectNow)]
    [InlineData(PostgresErrorCodes.TooManyConnections)]
    [InlineData(PostgresErrorCodes.DiskFull)]
    [InlineData(PostgresErrorCodes.ReadOnlySqlTransaction)]
    [InlineData(PostgresErrorCodes.QueryCanceled)]
    [InlineData(PostgresErrorCodes.InvalidPassword)]
    [InlineData(PostgresErrorCodes.DeadlockDetected)]
    public void PostgreSql_CannotServe_HasTheReason(string code) => Assert.Equal("why", StoreFailure.ReasonOf(InUpdate(PostgreSql(code))));

    [Theory]
    [InlineData(PostgresErrorCodes.UniqueViolation)]
    [InlineData(PostgresErrorCodes.UntranslatableCharacter)]
    [InlineData(PostgresErrorCodes.UndefinedTable)]
    [InlineData(PostgresErrorCodes.ProgramLimitExceeded)]
    public void PostgreSql_WasAskedWrongly_HasNone(string code) => Assert.Null(StoreFailure.ReasonOf(InUpdate(PostgreSql(code))));

    [Theory]
    [InlineData(5)]
    [InlineData(8)]
    [InlineData(10)]
    [InlineData(13)]
    [InlineData(14)]
    public void Sqlite_CannotServe_HasTheReason(int code) => Assert.Equal("why", StoreFailure.ReasonOf(InUpdate(new SqliteException("why", code))));

    [Theory]
    [InlineData(1)]
    [InlineData(18)]
    [InlineData(19)]
    public void Sqlite_WasAskedWrongly_HasNone(int code) => Assert.Null(StoreFailure.ReasonOf(InUpdate(new SqliteException("why", code))));

    [Fact]
    public void NoAnswerInTime_IsTheDatabases() => Assert.NotNull(StoreFailure.ReasonOf(new NpgsqlException("", new TimeoutException())));

    [Fact]
    public void ConnectionThatBroke_IsDead()
    {
        Assert.True(StoreFailure.IsDeadConnection(InUpdate(new NpgsqlException("", new EndOfStreamException()))));
        Assert.True(StoreFailure.IsDeadConnection(PostgreSql(PostgresErrorCodes.AdminShutdown)));
        Assert.False(StoreFailure.IsDeadConnection(new NpgsqlException("", new TimeoutException())));
    }

    private static DbUpdateException InUpdate(Exception inner) => new("outer", inner);

    private static PostgresException PostgreSql(string code) => new("why", "ERROR", "ERROR", code);
}
