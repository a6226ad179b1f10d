using Microsoft.ML.OnnxRuntime;

namespace TenantLLM.Inference.Backends.Onnx;

/// <summary>
/// The bindings of a call over some neighbouring rows. Those of the cache never change, and the others only when the call's
/// size does, so that a decode step like the one before it binds nothing.
/// </summary>
internal sealed class RowsCall : IDisposable
{
    private readonly InferenceSession _session;
    private readonly RunOptions _options;
    private readonly CallBuffers _buffers;
    private readonly int _rows;
    private readonly OrtIoBinding _binding;
    private readonly List<OrtValue> _fixed = [];
    private OrtValue? _tokens;
    private OrtValue? _wanted;
    private OrtValue? _logits;
    private int _columns;
    private (int First, int Count, int Version) _bound;

    public RowsCall(
        InferenceSession session, RunOptions options, CallBuffers buffers, KeyValueCache cache, int layers, int firstRow, int rows)
    {
        _session = session;
        _options = options;
        _buffers = buffers;
        _rows = rows;
        _binding = session.CreateIoBinding();
        Bind(LlamaGraph.LongestLength, buffers.LongestTensor());
        Bind(LlamaGraph.LastPositions, buffers.LastPositionsTensor(rows));
        for (var layer = 0; layer < layers; layer++)
        {
            Bind(LlamaGraph.PastKey(layer), cache.Keys(layer, firstRow, rows), LlamaGraph.PresentKey(layer));
            Bind(LlamaGraph.PastValue(layer), cache.Values(layer, firstRow, rows), LlamaGraph.PresentValue(layer));
        }
    }

    /// <summary>Runs the graph on what the buffers hold.</summary>
    /// <param name="columns">New tokens of each row.</param>
    /// <param name="firstLogits">The row of the logits' buffer to begin at.</param>
    /// <param name="logits">Positions wanted.</param>
    public void Run(int columns, int firstLogits, int logits)
    {
        if (_columns != columns)
        {
            Replace(ref _tokens, _buffers.TokensTensor(_rows, columns));
            _binding.BindInput(LlamaGraph.Tokens, _tokens);
            _columns = columns;
        }

        if (_bound != (firstLogits, logits, _buffers.LogitsVersion))
        {
            Replace(ref _wanted, _buffers.WantedTensor(logits));
            Replace(ref _logits, _buffers.LogitsTensor(firstLogits, logits));
            _binding.BindInput(LlamaGraph.Wanted, _wanted);
            _binding.BindOutput(LlamaGraph.Logits, _logits);
            _bound = (firstLogits, logits, _buffers.LogitsVersion);
        }

        _session.RunWithBinding(_options, _binding);
    }

    public void Dispose()
    {
        _binding.Dispose();
        foreach (var value in _fixed)
            value.Dispose();
        _tokens?.Dispose();
        _wanted?.Dispose();
        _logits?.Dispose();
    }

    private static void Replace(ref OrtValue? held, OrtValue value)
    {
        held?.Dispose();
        held = value;
    }

    private void Bind(string input, OrtValue value, string? output = null)
    {
        _fixed.Add(value);
        _binding.BindInput(input, value);
        if (output is not null)
            _binding.BindOutput(output, value);
    }
}
