using System.Text;
using TenantLLM.Inference.Sampling;
using TenantLLM.TestKit.Decoding;
using Xunit;

namespace TenantLLM.Unit.Inference.Sampling;

public sealed class LogProbabilitiesTests
{
    private readonly LogProbabilities _logProbs = new(new ByteTokenizer());
    private readonly float[] _logits = new float[258];

    public LogProbabilitiesTests()
    {
        Array.Fill(_logits, -50);
        (_logits['a'], _logits['b'], _logits[ByteTokenizer.EndOfTurn]) = (3, 1, 2);
    }

    [Fact]
    public void Of_ARow_IsItsLogSoftmax()
    {
        var total = Math.Exp(3) + Math.Exp(1) + Math.Exp(2) + (255 * Math.Exp(-50));
        var logProb = _logProbs.Of(_logits, 'b', top: 3);
        Assert.Equal(1 - Math.Log(total), logProb.LogProb, 5);
        Assert.Equal([3 - Math.Log(total), 2 - Math.Log(total), 1 - Math.Log(total)], logProb.Top.Select(top => Math.Round(top.LogProb, 12)), (a, b) => Math.Abs(a - b) < 1e-5);
    }

    [Fact]
    public void Of_ControlToken_IsToldByName() =>
        Assert.Equal(["a", "<|im_end|>", "b"], _logProbs.Of(_logits, 'a', top: 3).Top.Select(top => Encoding.UTF8.GetString(top.Bytes.Span)));
}
