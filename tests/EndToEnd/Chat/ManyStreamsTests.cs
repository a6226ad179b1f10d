using TenantLLM.EndToEnd.Http;
using TenantLLM.EndToEnd.Servers;
using Xunit;

namespace TenantLLM.EndToEnd.Chat;

[Collection(StandaloneGroup.Name)]
public class ManyStreamsTests(StandaloneFixture standalone)
{
    [Fact]
    public async Task Streams_ThirtyTwoAtOnce_AreAllWhole()
    {
        // Half of them wait for a place: the demo model computes sixteen at once.
        var numbers = Enumerable.Range(3, 32).ToList();
        var streams = await Task.WhenAll(numbers.Select(number =>
            standalone.Client.AnswerAsync(ChatCalls.StreamRequest($"Repeat after me: number {number}"))));

        var answers = streams.Select(EventStream.Answer).ToList();
        Assert.Equal(32, answers.Select(answer => answer.Id).Distinct().Count());

        // Each is its own: what it says is what it says alone.
        Assert.Equal(
            await standalone.Client.SayAsync(ChatCalls.Request($"Repeat after me: number {numbers[17]}")),
            answers[17].Text);
    }
}
