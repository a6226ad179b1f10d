using System.Buffers;
using System.Diagnostics;
using TenantLLM.Bench.Reports;
using TenantLLM.Wire.Chat;
using TenantLLM.Wire.Streaming;

namespace TenantLLM.Bench.Frames;

/// <summary>The wire alone: writing the frames of a stream to memory.</summary>
internal static class FramesScenario
{
    private const int FramesPerRound = 20_000;
    private static readonly ChatStreamHeader Header = new("chatcmpl-" + new string('x', 29), 1_795_000_000, "demo", "fp_0123456789");

    public static Task RunAsync(BenchOptions options, TextWriter output)
    {
        var table = new Table("the wire alone", "µs a frame", "min–max", "bytes a frame");
        Add("plain frames", new ChatStreamOptions(IncludeUsage: false, IncludeObfuscation: false));
        Add("padded frames (the default)", ChatStreamOptions.Default);
        return table.WriteAsync(output);

        void Add(string name, ChatStreamOptions streamOptions)
        {
            var memory = new ArrayBufferWriter<byte>(1024);
            using var writer = new ChatStreamWriter(Header, streamOptions, memory);
            for (var round = 0; round < options.WarmUpRounds; round++)
                Microseconds(writer, memory);
            var spread = Spread.Of(Enumerable.Range(0, options.Rounds).Select(_ => Microseconds(writer, memory)).ToList());
            table.Add(name, $"{spread.Median:0.00}", $"{spread.Min:0.00}–{spread.Max:0.00}", $"{memory.WrittenCount}");
        }
    }

    private static double Microseconds(ChatStreamWriter writer, ArrayBufferWriter<byte> memory)
    {
        var started = Stopwatch.GetTimestamp();
        for (var frame = 0; frame < FramesPerRound; frame++)
        {
            memory.ResetWrittenCount();
            writer.WriteContent(" token");
        }

        return Stopwatch.GetElapsedTime(started).TotalMicroseconds / FramesPerRound;
    }
}
