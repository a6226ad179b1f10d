using Microsoft.ML.OnnxRuntime;

namespace TenantLLM.Inference.Backends.Onnx;

/// <summary>Memory for the small inputs of a call, for its hidden rows and for logits, reused by every call.</summary>
/// <param name="maxTokens">The most tokens of a call, B · S.</param>
/// <param name="maxRows">The most sequences of a call, B.</param>
/// <param name="width">Floats of a row of the residual stream.</param>
/// <param name="vocabulary">Floats of a row of logits.</param>
internal sealed class CallBuffers(int maxTokens, int maxRows, int width, int vocabulary) : IDisposable
{
    private readonly NativeBuffer<float> _embedded = new((long)maxTokens * width);
    private readonly NativeBuffer<float> _hidden = new((long)maxTokens * width);
    private readonly NativeBuffer<int> _lastPositions = new(maxRows);
    private readonly NativeBuffer<long> _wanted = new(maxTokens);
    private readonly NativeBuffer<long> _logitRows = Counted(maxTokens);
    private readonly NativeBuffer<int> _longest = new(1);
    private NativeBuffer<float> _logits = new(vocabulary);

    public Span<int> LastPositions => _lastPositions.Span(0, maxRows);

    public Span<long> Wanted => _wanted.Span(0, maxTokens);

    public ref int Longest => ref _longest[0];

    /// <summary>Changes when the logits move to other memory.</summary>
    public int LogitsVersion { get; private set; }

    /// <summary>The embedding of a call's token.</summary>
    public Span<float> Embedded(int token) => _embedded.Span((long)token * width, width);

    /// <summary>The first hidden rows of a call that was run for them.</summary>
    public ReadOnlySpan<float> Hidden(int rows) => _hidden.Span(0, rows * width);

    public OrtValue EmbeddedTensor(int rows, int columns) => _embedded.Tensor(0, rows, columns, width);

    public OrtValue HiddenTensor(int rows) => _hidden.Tensor(0, rows, width);

    public OrtValue LastPositionsTensor(int rows) => _lastPositions.Tensor(0, rows);

    public OrtValue LongestTensor() => _longest.Tensor(0);

    public OrtValue WantedTensor(int count) => _wanted.Tensor(0, count);

    /// <summary>The first so many of the wanted positions.</summary>
    public OrtValue LogitRowsTensor(int count) => _logitRows.Tensor(0, count);

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
        _embedded.Dispose();
        _hidden.Dispose();
        _lastPositions.Dispose();
        _wanted.Dispose();
        _logitRows.Dispose();
        _longest.Dispose();
        _logits.Dispose();
    }

    private static NativeBuffer<long> Counted(int count)
    {
        var buffer = new NativeBuffer<long>(count);
        for (var i = 0; i < count; i++)
            buffer[i] = i;
        return buffer;
    }
}
