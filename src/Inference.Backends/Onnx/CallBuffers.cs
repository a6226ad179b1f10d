using Microsoft.ML.OnnxRuntime;

namespace TenantLLM.Inference.Backends.Onnx;

/// <summary>Memory for the small inputs of a call and for the logits, reused by every call.</summary>
/// <param name="maxTokens">The most tokens of a call, B · S.</param>
/// <param name="maxRows">The most sequences of a call, B.</param>
/// <param name="vocabulary">Floats in a row of logits.</param>
internal sealed class CallBuffers(int maxTokens, int maxRows, int vocabulary) : IDisposable
{
    private readonly NativeBuffer<int> _tokens = new(maxTokens);
    private readonly NativeBuffer<int> _lastPositions = new(maxRows);
    private readonly NativeBuffer<long> _wanted = new(maxTokens);
    private readonly NativeBuffer<int> _longest = new(1);
    private NativeBuffer<float> _logits = new(vocabulary);

    public Span<int> Tokens => _tokens.Span(0, maxTokens);

    public Span<int> LastPositions => _lastPositions.Span(0, maxRows);

    public Span<long> Wanted => _wanted.Span(0, maxTokens);

    public ref int Longest => ref _longest[0];

    /// <summary>Changes when the logits move to other memory.</summary>
    public int LogitsVersion { get; private set; }

    public OrtValue TokensTensor(int rows, int columns) => _tokens.Tensor(0, rows, columns);

    public OrtValue LastPositionsTensor(int rows) => _lastPositions.Tensor(0, rows);

    public OrtValue LongestTensor() => _longest.Tensor(0);

    public OrtValue WantedTensor(int count) => _wanted.Tensor(0, count);

    public OrtValue LogitsTensor(int firstRow, int rows) => _logits.Tensor((long)firstRow * vocabulary, rows, vocabulary);

    /// <summary>Some rows of logits.</summary>
    public Span<float> Logits(int firstRow, int rows) => _logits.Span((long)firstRow * vocabulary, rows * vocabulary);

    /// <summary>Makes room for rows of logits; what they held is lost when that takes new memory.</summary>
    public void ReserveLogits(int rows)
    {
        if ((long)rows * vocabulary <= _logits.Length)
            return;
        _logits.Dispose();
        _logits = new NativeBuffer<float>((long)rows * vocabulary);
        LogitsVersion++;
    }

    public void Dispose()
    {
        _tokens.Dispose();
        _lastPositions.Dispose();
        _wanted.Dispose();
        _longest.Dispose();
        _logits.Dispose();
    }
}
