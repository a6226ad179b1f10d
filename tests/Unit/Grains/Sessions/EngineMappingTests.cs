using TenantLLM.Grains.Abstractions.Sessions;
using TenantLLM.Grains.Sessions;
using TenantLLM.Inference.Engine;
using Xunit;

namespace TenantLLM.Unit.Grains.Sessions;

public sealed class EngineMappingTests
{
    private static readonly SessionKey Key = new("proj_1", "conv_1");
    private static readonly ModelInfo Model = new("demo", "fp_0", 256, DateTimeOffset.UnixEpoch);
    private static readonly SessionRequest Plain = new() { ResponseId = "a1", Model = "demo", Prompt = new SessionPrompt.Conversation([new("user", "Hi")]) };

    [Fact]
    public void ToEngine_EverySamplingOption_IsTheEngines()
    {
        var request = Plain with
        {
            Temperature = 0.5f,
            TopP = 0.9f,
            TopK = 40,
            MinP = 0.05f,
            FrequencyPenalty = 1.5f,
            PresencePenalty = -1.5f,
            RepetitionPenalty = 1.1f,
            LogitBias = [new(5, -100), new(7, 0.5f)],
            Seed = 42,
            Choices = 3,
            TopLogProbs = 20,
            Prompt = new SessionPrompt.Conversation([]) { ReasoningEffort = "high" },
        };

        var engine = request.ToEngine(Key);

        var sampling = engine.Sampling;
        Assert.Equal((0.5f, 0.9f, 40, 0.05f), (sampling.Temperature, sampling.TopP, sampling.TopK, sampling.MinP));
        Assert.Equal((1.5f, -1.5f, 1.1f), (sampling.FrequencyPenalty, sampling.PresencePenalty, sampling.RepetitionPenalty));
        Assert.Equal([new(5, -100), new(7, 0.5f)], sampling.LogitBias);
        Assert.Equal(42, sampling.Seed);
        Assert.Equal([new ChoiceStart(0), new ChoiceStart(1), new ChoiceStart(2)], engine.Choices);
        Assert.Equal((20, "high"), (engine.TopLogProbs, ((GenerationPrompt.Conversation)engine.Prompt).ReasoningEffort));
    }

    [Fact]
    public void ToEngine_Refusal_IsWhatTheAssistantSaid() => Assert.Equal(
        ["No.", "Yes."],
        Assert.IsType<GenerationPrompt.Conversation>(
            new SessionPrompt.Conversation([new("assistant", null) { Refusal = "No." }, new("assistant", "Yes.") { Refusal = "No." }]).ToEngine())
            .Messages.Select(message => message.Content));

    [Fact]
    public void ToEngine_PlainRequest_ChangesNoLogits()
    {
        var engine = Plain.ToEngine(Key);

        Assert.Equal((0f, 0f, 1f), (engine.Sampling.FrequencyPenalty, engine.Sampling.PresencePenalty, engine.Sampling.RepetitionPenalty));
        Assert.Empty(engine.Sampling.LogitBias);
        Assert.Equal([ChoiceStart.First], engine.Choices);
        Assert.Null(engine.TopLogProbs);
    }

    [Fact]
    public void ToSession_TextWithLogProbs_KeepsThem()
    {
        var text = new GenerationUpdate.TextDelta(1, "a")
        {
            Tokens = [97],
            LogProbs = [new TokenLogProb("a"u8.ToArray(), -0.5f) { Top = [new TokenLogProb("b"u8.ToArray(), -0.25f)] }],
        };

        var update = text.ToSession(Model);

        var token = Assert.Single(update.LogProbs!.Tokens);
        Assert.Equal((1, "a"), (update.Choice, update.Text));
        Assert.Equal("a"u8, token.Bytes.Span);
        Assert.Equal("b"u8, token.Top[0].Bytes.Span);
        Assert.Equal((-0.5f, -0.25f), (token.LogProb, token.Top[0].LogProb));
    }

    [Fact]
    public void ToSession_PlainText_CarriesNothingElse() =>
        Assert.Equal(SessionUpdate.TextDelta(0, "a"), new GenerationUpdate.TextDelta(0, "a") { Tokens = [97] }.ToSession(Model));
}
