using Microsoft.Extensions.Logging;
using TenantLLM.Inference.Decoding;
using TenantLLM.Inference.Engine;
using TenantLLM.Inference.Sampling;
using TenantLLM.Inference.Scheduling.Caching;
using TenantLLM.Inference.Scheduling.Fairness;

namespace TenantLLM.Inference.Scheduling;

/// <summary>
/// Continuous batching: sequences join and leave between any two steps, and a step is one batch to the decoder. It belongs to one
/// thread; <see cref="Scheduler"/> gives it one.
/// </summary>
internal sealed partial class Batcher : IDisposable
{
    private readonly IDecoder _decoder;
    private readonly SchedulerOptions _options;
    private readonly ILogger _log;
    private readonly Sampler _sampler;
    private readonly LogProbabilities _logProbs;
    private readonly FairQueue _queue;
    private readonly SequenceCache _cache;
    private readonly StepBatch _batch;
    private readonly List<Sequence> _running = [];
    private readonly int _ordinaryPlaces;
    private volatile bool _hasDepartures;

    public Batcher(IDecoder decoder, SchedulerOptions options, long swapBytes, ILogger log)
    {
        _decoder = decoder;
        _options = options;
        _log = log;
        _sampler = new Sampler(decoder.Tokenizer.VocabularySize);
        _logProbs = new LogProbabilities(decoder.Tokenizer);
        _queue = new FairQueue(options.Weights);
        _cache = new SequenceCache(decoder, swapBytes);
        _ordinaryPlaces = Math.Max(1, decoder.Info.MaxBatch - options.ExpressPlaces);
        _batch = new StepBatch(
            options.StepTokens, _ordinaryPlaces, Math.Min(options.PrefillChunk, options.StepTokens), decoder.Info.ComputesPromptsApart);
    }

    public int Waiting => _queue.Count;

    /// <summary>Tenants the queue remembers.</summary>
    public int Tenants => _queue.Accounts;

    /// <summary>Steps that failed since the last one that did not.</summary>
    public int Failures { get; private set; }

    public SchedulerStatus Status => new(
        _queue.Admissions, _running.Count, _cache.Utilization, _cache.Prefixes.Query, _cache.Prefixes.Hit, _queue.Gap);

    public void Enqueue(Sequence sequence) => _queue.Enqueue(sequence);

    /// <summary>Somebody who waits may have left; may be called from any thread.</summary>
    public void NoteDeparture() => _hasDepartures = true;

    /// <summary>The sequences of the step that runs; may be called from any thread while it does.</summary>
    public Sequence[] Computing()
    {
        lock (_batch)
            return [.. _batch.Sequences];
    }

    /// <summary>One step.</summary>
    /// <returns>False if there was nothing to do.</returns>
    public bool Step()
    {
        DropEnded();
        Admit();
        BuildBatch();
        if (_batch.Count == 0)
            return ThinOut();
        Compute();
        ThinOut();
        return true;
    }

    public void Forget(string tenantId) => _cache.Forget(tenantId);

    public void FailAll(GenerationFailure failure)
    {
        foreach (var sequence in _queue.All().Concat(_running))
            sequence.Fail(failure);
    }

    public void Dispose() => _cache.Dispose();

    /// <returns>False if there was nothing to do.</returns>
    private bool ThinOut()
    {
        try
        {
            return _cache.SwapOutSurplus(anyRuns: _running.Count > 0);
        }
#pragma warning disable CA1031 // The boundary to native backends, as in a step.
        catch (Exception exception)
        {
            LogNotSaved(exception);
            return true;
        }
#pragma warning restore CA1031
    }

    private void DropEnded()
    {
        if (_hasDepartures)
        {
            _hasDepartures = false;
            foreach (var sequence in _queue.All().Where(sequence => sequence.IsCancelled).ToArray())
                _queue.Remove(sequence);
        }

        for (var index = _running.Count - 1; index >= 0; index--)
        {
            if (_running[index].IsCancelled)
                Free(_running[index], keep: !_running[index].IsSuspect);
        }
    }

    private void Admit()
    {
        while (_queue.TryPeek(out var next) && HasPlaceFor(next))
        {
            if (Acquire(next) is not var (place, reused))
                continue;
            next.Start(place, reused);
            _queue.Admit(next, _options.InputWeight * next.Pending);
            next.Account.Running++;
            _running.Add(next);
        }
    }

    private (int Place, int Reused)? Acquire(Sequence next)
    {
        try
        {
            return _cache.Acquire(next);
        }
#pragma warning disable CA1031 // The boundary to native backends, as in a step.
        catch (Exception exception)
        {
            LogNoPlace(exception);
            _queue.Remove(next);
            next.Fail(EngineFailures.Broken);
            return null;
        }
#pragma warning restore CA1031
    }

    /// <summary>The last places are kept for tenants that have none: their next token need not wait until somebody else's answer ends.</summary>
    private bool HasPlaceFor(Sequence sequence) =>
        _running.Count < (sequence.Account.Running == 0 ? _decoder.Info.MaxBatch : _ordinaryPlaces) && _cache.HasRoomFor(sequence);

    private void BuildBatch()
    {
        lock (_batch)
        {
            if (_running.Find(sequence => sequence.IsSuspect) is { } suspect)
                _batch.BuildAlone(suspect);
            else
                _batch.Build(_running);
        }
    }

    private void Compute()
    {
        try
        {
            Decode();
            Embed();
            Failures = 0;
        }
#pragma warning disable CA1031 // The boundary to native backends: whatever they throw, only the requests it concerns end.
        catch (Exception exception)
        {
            Failures++;
            LogStepFailed(exception, _batch.Count);
            Recover();
        }
#pragma warning restore CA1031
    }

    private void Decode()
    {
        if (_batch.Choices.Count == 0)
            return;
        var logits = _decoder.Decode(_batch.Choices.Inputs);
        var row = 0;
        for (var index = 0; index < _batch.Choices.Count; index++)
        {
            var choice = _batch.Choices.Sequences[index];
            var input = _batch.Choices.Inputs[index];
            choice.Advance(input.Tokens.Length);
            if (input.LogitCount > 0)
                Sample(choice, logits[row++]);
        }
    }

    private void Sample(ChoiceSequence choice, ReadOnlySpan<float> logits)
    {
        if (choice.HasEnded)
            return;
        try
        {
            var token = _sampler.Sample(logits, choice.Sampling);
            choice.Accept(token, choice.TopLogProbs is { } count ? _logProbs.Of(logits, token, count) : null);
        }
        catch (DecoderException exception)
        {
            LogNotNumbers(exception);
            choice.Fail(EngineFailures.Broken);
            Free(choice, keep: false);
            return;
        }

        choice.Account.Charge(_options.OutputWeight);
        foreach (var other in choice.Fork())
            _queue.Enqueue(other, first: true);
        if (!choice.HasEnded)
            return;
        Free(choice, keep: true);
        // Its generation may have ended before all choices had: they may still wait.
        _hasDepartures |= !choice.HasFinished;
    }

    private void Embed()
    {
        for (var index = 0; index < _batch.Texts.Count; index++)
        {
            var text = _batch.Texts.Sequences[index];
            var input = _batch.Texts.Inputs[index];
            _decoder.Embed(input, text.Vector);
            text.Advance(input.Tokens.Length);
            if (text.Pending > 0)
                continue;
            text.Finish();
            Free(text, keep: false);
        }
    }

    /// <summary>A step failed. What it computed is lost; who is to blame shows when each of its sequences is computed again alone.</summary>
    private void Recover()
    {
        var alone = _batch.Count == 1;
        foreach (var sequence in _batch.Sequences.Where(sequence => sequence.Place is not null).ToArray())
        {
            if (alone)
            {
                sequence.Fail(EngineFailures.Broken);
                Free(sequence, keep: false);
            }
            else
            {
                _cache.Reset(sequence);
                sequence.StartOver();
            }
        }
    }

    private void Free(Sequence sequence, bool keep)
    {
        _cache.Release(sequence, keep);
        _running.Remove(sequence);
        sequence.Account.Running--;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A step of {Sequences} sequences failed in the decoder")]
    private partial void LogStepFailed(Exception exception, int sequences);

    [LoggerMessage(Level = LogLevel.Error, Message = "The decoder could not make a place ready for a sequence, which ends with it")]
    private partial void LogNoPlace(Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "What a finished sequence left could not be saved: its conversation's next turn is computed anew")]
    private partial void LogNotSaved(Exception exception);

    [LoggerMessage(Level = LogLevel.Error, Message = "The decoder gave no numbers for one sequence, which ends with it")]
    private partial void LogNotNumbers(Exception exception);
}
