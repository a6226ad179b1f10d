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
    private readonly bool _hidden;
    private readonly OrtIoBinding _binding;
    private readonly List<OrtValue> _fixed = [];
    private readonly List<OrtValue> _sized = [];
    private OrtValue? _embedded;
    private int _columns;
    private CallOutputs _bound;

    /// <param name="hidden">Whether the hidden rows of all new tokens are wanted, and no logits.</param>
    public RowsCall(
        InferenceSession session,
        RunOptions options,
        CallBuffers buffers,
        KeyValueCache cache,
        int layers,
        int firstRow,
        int rows,
        bool hidden)
    {
        _session = session;
        _options = options;
        _buffers = buffers;
        _rows = rows;
        _hidden = hidden;
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
    /// <param name="wanted">Positions wanted.</param>
    public void Run(int columns, int firstLogits, int wanted)
    {
        if (_columns != columns)
        {
            _embedded?.Dispose();
            _embedded = _buffers.EmbeddedTensor(_rows, columns);
            _binding.BindInput(LlamaGraph.Embedded, _embedded);
            _columns = columns;
        }

        var outputs = new CallOutputs(firstLogits, wanted, _buffers.LogitsVersion);
        if (_bound != outputs)
            Bind(outputs);
        _session.RunWithBinding(_options, _binding);
    }

    public void Dispose()
    {
        _binding.Dispose();
        foreach (var value in _fixed.Concat(_sized))
            value.Dispose();
        _embedded?.Dispose();
    }

    private void Bind(CallOutputs outputs)
    {
        foreach (var value in _sized)
            value.Dispose();
        _sized.Clear();
        var logits = _hidden ? 1 : outputs.Wanted;
        _sized.Add(_buffers.WantedTensor(outputs.Wanted));
        _binding.BindInput(LlamaGraph.Wanted, _sized[^1]);
        _sized.Add(_buffers.LogitRowsTensor(logits));
        _binding.BindInput(LlamaGraph.LogitRows, _sized[^1]);
        _sized.Add(_buffers.LogitsTensor(outputs.FirstLogits, logits));
        _binding.BindOutput(LlamaGraph.Logits, _sized[^1]);
        if (_hidden)
        {
            _sized.Add(_buffers.HiddenTensor(outputs.Wanted));
            _binding.BindOutput(LlamaGraph.Hidden, _sized[^1]);
        }

        _bound = outputs;
    }

    private void Bind(string input, OrtValue value, string? output = null)
    {
        _fixed.Add(value);
        _binding.BindInput(input, value);
        if (output is not null)
            _binding.BindOutput(output, value);
    }

    private readonly record struct CallOutputs(int FirstLogits, int Wanted, int Version);
}
