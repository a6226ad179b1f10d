using TenantLLM.Grains.Conversations;
using Xunit;

namespace TenantLLM.Unit.Grains.Conversations;

public sealed class ResponseJournalTests
{
    [Fact]
    public void Read_WhatWasWritten_GivesThePieces()
    {
        (int, int)[] pieces = [(0, 0), (1, 0), (63, 1), (64, 0), (100_000, 3), (int.MaxValue, int.MaxValue)];
        Assert.Equal(pieces, ResponseJournal.Read(ResponseJournal.Write(pieces)));
    }

    [Fact]
    public void Write_ShortPieces_TakesAByteEach() =>
        Assert.Equal(1001, ResponseJournal.Write(Enumerable.Repeat((5, 0), 1000)).Length);

    [Theory]
    [InlineData(new byte[0])]
    [InlineData(new byte[] { 2, 4 })]
    public void Read_UnknownFormat_Throws(byte[] journal) => Assert.Throws<InvalidDataException>(() => ResponseJournal.Read(journal));
}
