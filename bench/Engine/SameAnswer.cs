using System.Text.Json.Nodes;

namespace TenantLLM.Bench.Engine;

/// <summary>
/// Makes every answer the same word over and over, by a bias that outweighs all else: no answer ends before its last token, each is
/// exactly as long as it was asked to be, and what is compared does not depend on what the model would have said. Nothing is skipped for
/// it: the logits are computed and searched as for any other answer. (llama-server b8390 takes <c>ignore_eos</c> and heeds it not, and
/// fails where an answer is cut inside a character.)
/// </summary>
internal static class SameAnswer
{
    private const float Always = 100;

    public static JsonObject Of(ModelFacts model) => new() { ["logit_bias"] = new JsonObject { [$"{model.AnswerToken}"] = Always } };
}
