using System.Runtime.InteropServices;
using TenantLLM.Grains.Abstractions.Embeddings;
using TenantLLM.Grains.Abstractions.Inputs;
using TenantLLM.Grains.Abstractions.Sessions;
using TenantLLM.Inference.Decoding;
using TenantLLM.TestKit.Decoding;
using Xunit;

namespace TenantLLM.Cluster.Embeddings;

public sealed class EmbeddingsGrainTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Embed_TextsAndTokens_GivesVectorsOfUnitLength()
    {
        await using var cluster = await ScriptedCluster.StartAsync(() => ScriptedDecoder.Saying("ok"));
        var result = await Grain(cluster).EmbedAsync(Request(new RawInput.OfText("aa"), new RawInput.OfTokens(['a'])), default);

        Assert.Null(result.Failure);
        Assert.Equal(3, result.PromptTokens);
        Assert.All(result.Vectors, vector =>
        {
            Assert.Equal(1, Length(vector), 5);
            Assert.Equal('a', Numbers(vector)[1] / Numbers(vector)[0], 3);
        });
    }

    [Fact]
    public async Task Embed_WithDimensions_ShortensAndNormalizesAgain()
    {
        await using var cluster = await ScriptedCluster.StartAsync(() => ScriptedDecoder.Saying("ok"));
        var result = await Grain(cluster).EmbedAsync(Request(new RawInput.OfText("a")) with { Dimensions = 1 }, default);
        Assert.Equal([1f], Numbers(Assert.Single(result.Vectors)));
    }

    [Fact]
    public async Task Embed_WhatCannotBe_SaysWhy()
    {
        await using var cluster = await ScriptedCluster.StartAsync(() => ScriptedDecoder.Saying("ok"));
        Assert.Equal(SessionFailureKind.ModelNotFound, await FailureAsync(Request(new RawInput.OfText("a")) with { Model = "none" }));
        Assert.Equal(SessionFailureKind.TooManyDimensions, await FailureAsync(Request(new RawInput.OfText("a")) with { Dimensions = 3 }));
        Assert.Equal(SessionFailureKind.PromptTooLong, await FailureAsync(Request(new RawInput.OfText(new string('a', 257)))));
        Assert.Equal(SessionFailureKind.InvalidPrompt, await FailureAsync(Request(new RawInput.OfTokens([258]))));

        async Task<SessionFailureKind> FailureAsync(EmbeddingsRequest request) =>
            (await Grain(cluster).EmbedAsync(request, default)).Failure!.Kind;
    }

    [Fact]
    public async Task Embed_ModelThatGivesNone_IsUnsupported()
    {
        await using var cluster = await ScriptedCluster.StartAsync(() => new ScriptedDecoder(_ => 'a')
        {
            Info = new DecoderInfo("scripted", "fp_0", 256, 4, ScriptedDecoder.ChatMl),
        });
        var result = await Grain(cluster).EmbedAsync(Request(new RawInput.OfText("a")), default);
        Assert.Equal((SessionFailureKind.Unsupported, "The model `scripted` gives no embeddings."), (result.Failure!.Kind, result.Failure.Message));
    }

    [Fact]
    public async Task Embed_CallerLeaves_StopsComputing()
    {
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var decoders = new List<ScriptedDecoder>();
        await using var cluster = await ScriptedCluster.StartAsync(() =>
        {
            var decoder = ScriptedDecoder.Endless(context: 1_000_000);
            decoder.BeforeStep = _ =>
            {
                begun.TrySetResult();
                decoder.Pace(TimeSpan.FromMilliseconds(1));
            };
            lock (decoders)
                decoders.Add(decoder);
            return decoder;
        });
        using var leave = new CancellationTokenSource();
        var embedding = Grain(cluster).EmbedAsync(Request(new RawInput.OfText(new string('a', 900_000))), leave.Token);
        await begun.Task.WaitAsync(Patience);
        await leave.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => embedding.WaitAsync(Patience));
        await Task.WhenAll(decoders.Select(decoder => decoder.QuietAsync())).WaitAsync(Patience);
        Assert.InRange(decoders.Sum(decoder => decoder.Computed), 0, 899_999);
    }

    [Fact]
    public async Task Embed_ManyCallsOfATenant_DoNotWaitForOneAnother()
    {
        await using var cluster = await ScriptedCluster.StartAsync(() => ScriptedDecoder.Saying("ok"));
        var results = await Task.WhenAll(Enumerable.Range(1, 64).Select(length =>
            Grain(cluster).EmbedAsync(Request(new RawInput.OfText(new string('a', length))), default)));
        Assert.Equal(Enumerable.Range(1, 64), results.Select(result => result.PromptTokens));
    }

    private static IEmbeddingsGrain Grain(ScriptedCluster cluster) => cluster.Grains.GetGrain<IEmbeddingsGrain>("proj_1/embd_1");

    private static EmbeddingsRequest Request(params RawInput[] inputs) => new()
    {
        Model = "scripted",
        Inputs = [.. inputs],
        RequestId = $"embd-{Guid.NewGuid()}",
    };

    private static float[] Numbers(ReadOnlyMemory<byte> vector) => MemoryMarshal.Cast<byte, float>(vector.Span).ToArray();

    private static double Length(ReadOnlyMemory<byte> vector) => Math.Sqrt(Numbers(vector).Sum(number => (double)number * number));
}
