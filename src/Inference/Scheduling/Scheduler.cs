using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using TenantLLM.Inference.Decoding;
using TenantLLM.Inference.Engine;
using TenantLLM.Inference.Sampling;

namespace TenantLLM.Inference.Scheduling;

/// <summary>
/// Runs many requests on one decoder by continuous batching: sequences join and leave between steps. One thread a model
/// does all the work; requests come in through a bounded queue and answers leave through a bounded channel each.
/// </summary>
internal sealed partial class Scheduler : IDisposable
{
    private readonly IDecoder _decoder;
    private readonly SchedulerOptions _options;
    private readonly ILogger _log;
    private readonly Sampler _sampler;
    private readonly StepBatch _batch;
    private readonly ConcurrentQueue<Sequence> _arrivals = new();
    private readonly LinkedList<Sequence> _waiting = new();
    private readonly List<Sequence> _running = [];
    private readonly Stack<int> _freeSlots;
    private readonly AutoResetEvent _wake = new(initialState: false);
    private readonly Thread _thread;
    private int _queued;
    private volatile bool _isStopping;

    public Scheduler(IDecoder decoder, SchedulerOptions options, string model, ILogger log)
    {
        _decoder = decoder;
        _options = options;
        _log = log;
        _sampler = new Sampler(decoder.Tokenizer.VocabularySize);
        _batch = new StepBatch(Math.Max(options.StepTokens, decoder.Info.MaxSequences));
        _freeSlots = new Stack<int>(Enumerable.Range(0, decoder.Info.MaxSequences).Reverse());
        _thread = new Thread(Run) { IsBackground = true, Name = $"scheduler {model}" };
        _thread.Start();
    }

    /// <summary>Requests that wait for a place.</summary>
    public int Waiting => Volatile.Read(ref _queued);

    /// <summary>Requests that are being computed.</summary>
    public int Running => _decoder.Info.MaxSequences - _freeSlots.Count;

    /// <summary>Puts a request into the queue.</summary>
    /// <returns>False if the queue is full or closed.</returns>
    public bool TryEnqueue(Sequence sequence)
    {
        if (_isStopping || Interlocked.Increment(ref _queued) > _options.QueueLimit)
        {
            Interlocked.Decrement(ref _queued);
            return false;
        }

        _arrivals.Enqueue(sequence);
        _wake.Set();
        return true;
    }

    /// <summary>Ends a request; its place is free after the step that runs now.</summary>
    public void Cancel(Sequence sequence)
    {
        sequence.Cancel();
        _wake.Set();
    }

    /// <summary>Fails what waits and runs, and ends the thread. The decoder is its owner's to dispose of.</summary>
    public void Dispose()
    {
        _isStopping = true;
        _wake.Set();
        _thread.Join();
        _wake.Dispose();
    }

    private void Run()
    {
        while (!_isStopping)
        {
            if (!Step())
                _wake.WaitOne();
        }

        FailAll();
    }

    /// <returns>False if there was nothing to do.</returns>
    private bool Step()
    {
        DropCancelled();
        Admit();
        _batch.Build(_running);
        if (_batch.IsEmpty)
            return false;
        Decode();
        return true;
    }

    private void DropCancelled()
    {
        for (var node = _waiting.First; node is not null;)
        {
            var next = node.Next;
            if (node.Value.IsCancelled)
                LeaveQueue(node);
            node = next;
        }

        for (var index = _running.Count - 1; index >= 0; index--)
        {
            if (_running[index].IsCancelled)
                Free(_running[index]);
        }
    }

    private void Admit()
    {
        while (_arrivals.TryDequeue(out var arrival))
            _waiting.AddLast(arrival);
        while (_waiting.First is { } first && _freeSlots.TryPop(out var slot))
        {
            LeaveQueue(first);
            first.Value.Slot = slot;
            _running.Add(first.Value);
        }
    }

    private void Decode()
    {
        try
        {
            var logits = _decoder.Decode(_batch.Inputs);
            var row = 0;
            for (var index = 0; index < _batch.Sequences.Count; index++)
            {
                var sequence = _batch.Sequences[index];
                var input = _batch.Inputs[index];
                sequence.Advance(input.Tokens.Length);
                if (input.LogitCount > 0)
                    Sample(sequence, logits[row++]);
            }
        }
#pragma warning disable CA1031 // The boundary to native backends: whatever they throw, only this step's requests end.
        catch (Exception exception)
        {
            LogDecoderFailed(exception, _batch.Sequences.Count);
            foreach (var sequence in _batch.Sequences)
                Fail(sequence);
        }
#pragma warning restore CA1031
    }

    private void Sample(Sequence sequence, ReadOnlySpan<float> logits)
    {
        try
        {
            sequence.Accept(_sampler.Sample(logits, sequence.Sampling, sequence.Seed, choice: 0, sequence.Completion));
        }
        catch (DecoderException exception)
        {
            LogDecoderFailed(exception, 1);
            Fail(sequence);
        }

        if (sequence.End is not null)
            Free(sequence);
    }

    private void Fail(Sequence sequence)
    {
        if (sequence.End is not null)
            return;
        sequence.Fail(new GenerationFailure(GenerationFailureKind.DecoderFailed, "The model failed while it computed the answer."));
        Free(sequence);
    }

    private void FailAll()
    {
        while (_arrivals.TryDequeue(out var arrival))
            _waiting.AddLast(arrival);
        var stopping = new GenerationFailure(GenerationFailureKind.Stopping, "The server is stopping. Please try again.");
        foreach (var sequence in _waiting.Concat(_running))
            sequence.Fail(stopping);
    }

    private void LeaveQueue(LinkedListNode<Sequence> node)
    {
        _waiting.Remove(node);
        Interlocked.Decrement(ref _queued);
    }

    private void Free(Sequence sequence)
    {
        if (sequence.Slot is not { } slot)
            return;
        sequence.Slot = null;
        _decoder.Drop(slot);
        _freeSlots.Push(slot);
        _running.Remove(sequence);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The decoder failed; {Sequences} generations end with it")]
    private partial void LogDecoderFailed(Exception exception, int sequences);
}
