using System.Diagnostics;
using System.Text.Json.Nodes;
using TenantLLM.EndToEnd.Http;
using TenantLLM.EndToEnd.Servers;
using TenantLLM.TestKit;
using Xunit;
using Xunit.Abstractions;

namespace TenantLLM.EndToEnd.Chat;

/// <summary>A model that has one place and talks for long: who comes next is served only when the client before it has left
/// its place.</summary>
[Collection(QuietGroup.Name)]
public sealed class DisconnectTests(DisconnectTests.OnePlace place, ITestOutputHelper output) : IClassFixture<DisconnectTests.OnePlace>
{
    // On a quiet machine it is milliseconds; the talk itself goes on for longer than this on the fastest.
    private static readonly TimeSpan Promptly = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(300);

    private StandaloneServer Server => place.Server;

    [Fact]
    public async Task Stream_LeftInItsMiddle_FreesItsPlace()
    {
        var leaver = await RawConnection.OpenAsync(Server);
        await leaver.SendChatAsync(Server.Key, LongStream);
        await leaver.ReadUntilAsync("\"delta\":{\"content\"");

        await AssertFreedAsync(leaver, Promptly);
    }

    [Fact]
    public async Task Stream_LeftBeforeItsFirstByte_FreesItsPlace()
    {
        var leaver = await RawConnection.OpenAsync(Server);
        await leaver.SendChatAsync(Server.Key, LongStream);

        await AssertFreedAsync(leaver, Promptly);
    }

    [Fact]
    public async Task Stream_LeftInTheQueue_TakesNoPlace()
    {
        var speaker = await RawConnection.OpenAsync(Server);
        await speaker.SendChatAsync(Server.Key, LongStream);
        await speaker.ReadUntilAsync("\"delta\":{\"content\"");
        await using (var waiting = await RawConnection.OpenAsync(Server))
            await waiting.SendChatAsync(Server.Key, LongStream);

        await AssertFreedAsync(speaker, Promptly);
    }

    [Fact]
    public async Task Body_LeftBeforeItIsWhole_FreesItsPlace()
    {
        var leaver = await RawConnection.OpenAsync(Server);
        await leaver.SendChatAsync(Server.Key, LongBody);
        var next = await WaitingRequestAsync();

        var left = Stopwatch.StartNew();
        await leaver.DisposeAsync();
        await AssertServedAsync(next, left, Promptly);
    }

    [Fact]
    public async Task Stream_ThatIsNeverRead_FreesItsPlace()
    {
        await using var sleeper = await RawConnection.OpenAsync(Server, receiveBuffer: 4096);
        var request = LongStream;
        request["model"] = OnePlace.WideModel;
        await sleeper.SendChatAsync(Server.Key, request);
        await sleeper.ReadUntilAsync("\"delta\":{\"content\"");

        // What the client does not read fills the buffers on the way first; then it is too far behind.
        await AssertServedAsync(place.ShortRequestAsync(OnePlace.WideModel), Stopwatch.StartNew(), Patience);
        Assert.DoesNotContain("[DONE]", await sleeper.ReadToEndAsync(), StringComparison.Ordinal);
    }

    private static JsonObject LongStream
    {
        get
        {
            var request = ChatCalls.StreamRequest("Tell me a story.");
            request["temperature"] = 1;
            return request;
        }
    }

    private static JsonObject LongBody
    {
        get
        {
            var request = LongStream;
            request.Remove("stream");
            request.Remove("stream_options");
            return request;
        }
    }

    private async Task AssertFreedAsync(RawConnection leaver, TimeSpan bound)
    {
        var left = Stopwatch.StartNew();
        await leaver.DisposeAsync();
        await AssertServedAsync(place.ShortRequestAsync(), left, bound);
    }

    private async Task AssertServedAsync(Task request, Stopwatch left, TimeSpan bound)
    {
        await request.WithinAsync(Patience, "the next request was served");
        output.WriteLine($"the next request was served {left.Elapsed.TotalMilliseconds:N1} ms after the client left");
        Assert.InRange(left.Elapsed, TimeSpan.Zero, bound);
    }

    /// <summary>A request that has begun to wait: the place is taken.</summary>
    private async Task<Task> WaitingRequestAsync()
    {
        while (true)
        {
            var request = place.ShortRequestAsync();
            if (await Task.WhenAny(request, Task.Delay(Soon, TimeProvider.System)) != request)
                return request;

            // It came before the other.
            await request;
        }
    }

    public sealed class OnePlace : IAsyncLifetime, IDisposable
    {
        public const string Model = "demo";

        private readonly TemporaryFolder _folder = new();

        /// <summary>The same under a name of kilobytes, which every frame repeats: few frames fill the buffers.</summary>
        public static string WideModel { get; } = new('w', 8_000);

        public StandaloneServer Server { get; private set; } = null!;

        public HttpClient Client { get; private set; } = null!;

        public async Task InitializeAsync()
        {
            Server = await StandaloneServer.StartAsync(
                _folder.Root,
                [
                    .. TalkativeModel.Settings(_folder.Root), "--Models:0:Parallel", "1",
                    .. TalkativeModel.Settings(_folder.Root, 1, WideModel), "--Models:1:Parallel", "1",
                    "--Api:ClientLag", "256",
                ]);
            Client = Server.TenantClient();

            // The first requests of a process pay for its compilation.
            await ShortRequestAsync();
            await ShortRequestAsync(WideModel);
        }

        /// <summary>Asks for one token.</summary>
        public async Task ShortRequestAsync(string model = Model)
        {
            var request = ChatCalls.Request("Hi");
            request["model"] = model;
            request["max_completion_tokens"] = 1;
            await Client.AnswerAsync(request);
        }

        public async Task DisposeAsync()
        {
            if (Server is not null)
                await Server.DisposeAsync();
        }

        public void Dispose()
        {
            Client?.Dispose();
            _folder.Dispose();
        }
    }
}
