using TenantLLM.Inference.Scheduling;
using TenantLLM.Inference.Scheduling.Fairness;
using Xunit;

namespace TenantLLM.Unit.Inference.Scheduling;

public sealed class StepBatchTests
{
    private readonly StepBatch _batch = new(tokenLimit: 64, places: 1, chunk: 16);
    private readonly Dictionary<string, TenantAccount> _accounts = [];
    private readonly List<Sequence> _running = [];

    [Fact]
    public void Build_BesideDecoding_PromptsTakeOneChunkTogether()
    {
        Run("a", tokens: 1);
        Run("a", tokens: 100);
        Run("a", tokens: 100);
        Assert.Equal([1, 16], Build());
    }

    [Fact]
    public void Build_BesideFewerThanThereArePlaces_PromptsTakeWhatTheOthersWouldHave()
    {
        Run("a", tokens: 1);
        Run("a", tokens: 9);
        Run("a", tokens: 9);
        Run("a", tokens: 9);
        var batch = new StepBatch(tokenLimit: 64, places: 3, chunk: 16);
        Assert.Equal([1, 9, 9], Build(batch));
    }

    [Fact]
    public void Build_ShortPrompts_ShareAChunk()
    {
        Run("a", tokens: 1);
        Run("a", tokens: 6);
        Run("a", tokens: 9);
        Run("a", tokens: 9);
        Assert.Equal([1, 6, 9], Build());
    }

    [Fact]
    public void Build_WithoutDecoding_PromptsTakeTheWholeStep()
    {
        for (var prompt = 0; prompt < 6; prompt++)
            Run("a", tokens: 100);
        Assert.Equal([16, 16, 16, 16], Build());
    }

    [Fact]
    public void Build_PromptThatWasPartlyReused_IsCutAtTheSamePlacesAsAWholeOne()
    {
        Run("a", tokens: 60, reused: 21);
        Assert.Equal([11], Build());
        _running[0].Advance(11);
        Assert.Equal([16], Build());
        _running[0].Advance(16);
        Assert.Equal([12], Build());
    }

    [Fact]
    public void Build_LongPrompt_HasNoChunkOfOneToken()
    {
        Run("a", tokens: 65, reused: 15);
        Assert.Equal([17], Build());
        _running[0].Advance(17);
        Assert.Equal([16], Build());
        _running[0].Advance(16);
        Assert.Equal([17], Build());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1003)]
    public void Build_PromptWithTwoChunksToCompute_IsOneChunkEvenBesideDecoding(int reused)
    {
        Run("a", tokens: 1);
        Run("a", tokens: reused + 32, reused);
        Assert.Equal([1, 32], Build());
    }

    [Fact]
    public void Build_ForADecoderThatComputesPromptsApart_PromptsGoFirstAndHoldUpDecodingNoLonger()
    {
        var batch = new StepBatch(tokenLimit: 64, places: 3, chunk: 16, promptsApart: true);
        Run("a", tokens: 1);
        Run("a", tokens: 9);
        Assert.Equal([9], Build(batch));
        _running[1].Advance(8);

        // Of those that came meanwhile the tenant's that runs nothing else has room before the next step that decodes.
        Run("a", tokens: 12);
        Run("b", tokens: 20);
        Assert.Equal([20], Build(batch));
        _running[3].Advance(19);
        Assert.Equal([1, 1, 1], Build(batch));
        Assert.Equal([12], Build(batch));
    }

    [Fact]
    public void Build_ForADecoderThatComputesPromptsApart_EachPromptIsAStep()
    {
        var batch = new StepBatch(tokenLimit: 64, places: 3, chunk: 16, promptsApart: true);
        for (var prompt = 0; prompt < 6; prompt++)
            Run("a", tokens: 20);
        foreach (var sequence in _running.ToArray())
        {
            Assert.Equal([20], Build(batch));
            sequence.Advance(20);
            _running.Remove(sequence);
        }
    }

    [Fact]
    public void Build_LogitsAreWantedAtAPromptsEndOnly()
    {
        Run("a", tokens: 36);
        Build();
        Assert.Equal(0, _batch.Choices.Inputs[0].LogitCount);
        _running[0].Advance(16);
        Build();
        Assert.Equal(0, _batch.Choices.Inputs[0].LogitCount);
        _running[0].Advance(16);
        Build();
        Assert.Equal(1, _batch.Choices.Inputs[0].LogitCount);
    }

    [Fact]
    public void Build_PromptsOfSeveralTenants_TakeTurns()
    {
        Run("d", tokens: 1);
        Run("a", tokens: 100);
        Run("a", tokens: 100);
        Run("b", tokens: 100);
        var tenants = Enumerable.Range(0, 6).Select(_ =>
        {
            Build();
            _batch.Choices.Sequences[1].Advance(16);
            return _batch.Choices.Sequences[1].TenantId;
        });
        Assert.Equal(["a", "b", "a", "b", "a", "b"], tenants);
    }

    [Fact]
    public void BuildAlone_HoldsNothingElse()
    {
        Run("a", tokens: 1);
        Run("b", tokens: 40);
        _batch.BuildAlone(_running[1]);
        Assert.Same(_running[1], Assert.Single(_batch.Sequences));
    }

    private void Run(string tenant, int tokens, int reused = 0)
    {
        var sequence = Waiting.Sequence(tenant, tokens);
        _accounts.TryAdd(tenant, new TenantAccount(tenant, 1));
        sequence.Account = _accounts[tenant];
        sequence.Account.Running++;
        sequence.Start(_running.Count, reused);
        _running.Add(sequence);
    }

    private int[] Build() => Build(_batch);

    private int[] Build(StepBatch batch)
    {
        batch.Build(_running);
        return [.. batch.Choices.Inputs.ToArray().Select(input => input.Tokens.Length)];
    }
}
