using TenantLLM.Inference.Engine;
using TenantLLM.Inference.Scheduling;
using TenantLLM.TestKit.Decoding;

namespace TenantLLM.Unit.Inference.Scheduling;

/// <summary>Sequences for tests of the scheduler's parts.</summary>
internal static class Waiting
{
    public static ChoiceSequence Sequence(string tenant, int tokens = 4, string conversation = "conv_test")
    {
        var request = ScriptedEngine.Request("", tenant, conversation);
        var generation = new Generation(tokens, readerLag: 16);
        var choice = new ChoiceSequence(
            generation, request, ChoiceStart.First, new int[tokens], limit: 100, seed: 1, new AnswerText(new ByteTokenizer(), []));
        generation.Begin([choice]);
        return choice;
    }
}
