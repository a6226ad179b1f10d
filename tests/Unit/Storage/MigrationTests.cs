using Microsoft.EntityFrameworkCore;
using TenantLLM.Storage;
using TenantLLM.Storage.Databases;
using Xunit;

namespace TenantLLM.Unit.Storage;

/// <summary>Both sets of migrations make what the model says; <c>make migration NAME=…</c> adds to them.</summary>
public sealed class MigrationTests
{
    [Fact]
    public void SqliteSet_HasAllOfTheModel()
    {
        using var context = new DesignTimeStoreContextFactory().CreateDbContext([]);
        AssertWhole(context);
    }

    [Fact]
    public void PostgreSqlSet_HasAllOfTheModel()
    {
        using var context = new DesignTimePostgreSqlContextFactory().CreateDbContext([]);
        AssertWhole(context);
    }

    private static void AssertWhole(StoreContext context)
    {
        Assert.NotEmpty(context.Database.GetMigrations());
        Assert.False(context.Database.HasPendingModelChanges(), "The model has changed: run make migration NAME=WhatChanges.");
    }
}
