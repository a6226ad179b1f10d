using System.Diagnostics;
using System.Numerics.Tensors;
using Microsoft.Extensions.DependencyInjection;
using TenantLLM.Bench.Servers;
using TenantLLM.Inference.Chat;
using TenantLLM.Inference.ChatTemplates;
using TenantLLM.Inference.Decoding;
using TenantLLM.Inference.Models;

namespace TenantLLM.Bench.SingleStream.Contenders;

/// <summary>The decoder in a bare loop: what the scheduler and all above it are measured against.</summary>
internal sealed class DecoderAlone : IContender
{
    private readonly ServiceProvider _services;
    private readonly IDecoder _decoder;
    private readonly ChatPrompt _prompts;
    private readonly int[] _next = new int[1];

    public DecoderAlone(ModelFile file, BenchOptions options)
    {
        _services = InProcess.Services();
        _decoder = _services.GetRequiredService<IDecoderFactory>().Load(InProcess.Model(file, options));
        _prompts = ChatPrompt.Load(file.Type, _decoder.Info.ChatTemplate, _decoder.Tokenizer);
    }

    public string Name => "decoder alone";

    public ContenderKind Kind => ContenderKind.Decoder;

    public TimeSpan ProcessorTime => Environment.CpuUsage.TotalTime;

    public Task<Answer> AnswerAsync(StreamPrompt prompt)
    {
        var clock = AnswerClock.Start();
        var input = Prompt(prompt.Text);
        Decode(input, start: 0);
        clock.Text(Stopwatch.GetTimestamp());
        for (var token = 1; token < prompt.Tokens; token++)
        {
            Decode(_next, input.Length + token - 1);
            clock.Text(Stopwatch.GetTimestamp());
        }

        var answer = clock.End(prompt.Tokens, Stopwatch.GetTimestamp());
        _decoder.Drop(0);
        return Task.FromResult(answer);
    }

    /// <summary>Tokens of the greedy answer to a question, at most so many.</summary>
    public int LengthOf(string question, int limit)
    {
        var input = Prompt(question);
        Decode(input, start: 0);
        var length = 0;
        for (; length < limit && !_decoder.Tokenizer.IsEndOfGeneration(_next[0]); length++)
            Decode(_next, input.Length + length);
        _decoder.Drop(0);
        return length;
    }

    public ValueTask DisposeAsync()
    {
        _decoder.Dispose();
        return _services.DisposeAsync();
    }

    private int[] Prompt(string question) => _prompts.Encode([new ChatMessage("user", question)], tools: []).Tokens!;

    private void Decode(int[] tokens, int start)
    {
        var logits = _decoder.Decode([new SequenceInput(0, tokens, start, LogitCount: 1)]);
        _next[0] = TensorPrimitives.IndexOfMax(logits[0]);
    }
}
