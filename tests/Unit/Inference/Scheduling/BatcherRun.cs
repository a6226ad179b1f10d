using Microsoft.Extensions.Logging.Abstractions;
using TenantLLM.Inference.Engine;
using TenantLLM.Inference.Sampling;
using TenantLLM.Inference.Scheduling;
using TenantLLM.TestKit.Decoding;

namespace TenantLLM.Unit.Inference.Scheduling;

/// <summary>A batcher that the test steps itself, and what it served to whom.</summary>
internal sealed class BatcherRun
{
    private readonly SchedulerOptions _options;
    private readonly List<ChoiceSequence> _sequences = [];
    private readonly Dictionary<ChoiceSequence, int> _served = [];
    private int _nextToken = 1000;

    public BatcherRun(SchedulerOptions? options = null, int places = 8, int context = 128)
    {
        _options = options ?? new SchedulerOptions();
        Decoder = ScriptedDecoder.Endless(sequences: places, context: context);
        Batcher = new Batcher(Decoder, _options, swapBytes: 0, NullLogger.Instance);
    }

    public ScriptedDecoder Decoder { get; }

    public Batcher Batcher { get; }

    /// <summary>What each tenant was served so far, in weighted tokens ÷ its weight.</summary>
    public Dictionary<string, double> Service { get; } = [];

    /// <summary>Lets a request arrive whose prompt is like no other's, so that no prefix is reused.</summary>
    public ChoiceSequence Arrive(string tenant, int prompt, int answer)
    {
        var tokens = Enumerable.Range(0, prompt).Select(_ => _nextToken++).ToArray();
        var request = ScriptedEngine.Request("", tenant) with { Sampling = new SamplingOptions { Temperature = 0 } };
        var generation = new Generation(prompt, _options.ReaderLag);
        var choice = new ChoiceSequence(
            generation, request, ChoiceStart.First, tokens, answer, seed: 1, new AnswerText(Decoder.Tokenizer, []));
        generation.Begin([choice]);
        _sequences.Add(choice);
        Batcher.Enqueue(choice);
        Service.TryAdd(tenant, 0);
        return choice;
    }

    public bool Step()
    {
        var worked = Batcher.Step();
        foreach (var sequence in _sequences.Where(sequence => sequence.Waiting is null))
            Observe(sequence);
        _sequences.RemoveAll(sequence => sequence.HasEnded);
        return worked;
    }

    /// <summary>Whether a tenant has more than it can run.</summary>
    public bool IsBacklogged(string tenant) => _sequences.Exists(sequence => sequence.TenantId == tenant && sequence.Waiting is not null);

    private void Observe(ChoiceSequence sequence)
    {
        var before = _served.TryGetValue(sequence, out var completion) ? completion : -1;
        var service = _options.OutputWeight * (sequence.Completion - Math.Max(before, 0));
        if (before < 0)
            service += _options.InputWeight * (sequence.Length - sequence.Completion);
        Service[sequence.TenantId] += service / _options.Weights.GetValueOrDefault(sequence.TenantId, 1);
        _served[sequence] = sequence.Completion;
    }
}
