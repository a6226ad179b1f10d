using TenantLLM.Inference.Backends.Gguf;
using TenantLLM.Inference.Backends.Tokenization;
using TenantLLM.TestKit;
using TenantLLM.TestKit.Gguf;
using Xunit;

namespace TenantLLM.EndToEnd.Backends;

public sealed class TokenizerPeerTests
{
    private const string Model = "models/SmolLM2-135M-Instruct.Q4_1.gguf";

    private static readonly string[] Texts =
    [
        "Hello, world! The quick brown fox doesn't jump; it'll've I'd we're 'S 'LL.",
        "  leading,   inner \t\t and trailing   ",
        "\n\n\n  \r\n\t x\r\r\n \n",
        "1 22 333 4444 3.14159 1e-9 0xFF ½ Ⅷ ٣ ४५ 2024-11-23T05:40",
        "été naïve Straße ﬁ İstanbul ǅ ʼn Ω≈ç√∫˜µ",
        "日本語のテキスト。 한국어 텍스트, עברית, العربية ١٢٣, ภาษาไทย, हिन्दी",
        "👍🏽👩‍👩‍👧‍👦🇩🇪 ☃️ \U0001D49C\U0001D49E \U0001F9D1\u200D\U0001F680",
        "a\u0000b\u0001\u001F\u007F\u0085\u00A0\u2028\u2029\u3000\uFEFF\u200B\u00AD",
        "for (int i = 0; i < n; ++i) {\n\tfoo[i] += bar->baz(\"x\\n\"); // done\n}\n",
        "def f(x):\n    return {'a': [1, 2, 3], \"b\": None}  # comment\n\n\nprint(f(10))",
        "<|im_start|>user\n<|im_end|> <|endoftext|> <repo_name>",
        "e\u0301 \u0301\u0301 a\u0300b ﷽ ￼ \uFFFD",
        "$100,000.00 + €5 = ? ~!@#$%^&*()_+-=[]{}|;':\",./<>?`",
        "https://example.com/a?b=c&d=%20#frag user@example.org C:\\Users\\x",
        "",
        " ",
        "'",
        "\t'\n's",
    ];

    [SharedFact(Model, LlamaServer.Program)]
    public async Task Encode_NastyTexts_GivesTheTokensOfLlamaCpp()
    {
        using var file = GgufFile.Open(Workspace.InShared(Model));
        var tokenizer = new GgufTokenizer(file.Metadata);
        await using var server = await LlamaServer.StartAsync(file.Path, "-c", "512", "-np", "1", "-t", "1");
        foreach (var text in Texts.Concat(Mixtures(200)))
        {
            var tokens = new List<int>();
            tokenizer.Encode(text, tokens);
            var expected = await server.TokenizeAsync(text);
            Assert.True(expected.SequenceEqual(tokens), $"{text}: {string.Join(' ', expected)} ≠ {string.Join(' ', tokens)}");
        }
    }

    [SharedFact(Model, LlamaServer.Program, "peers/llama.cpp-b8390/llama-quantize")]
    public async Task Encode_OtherPreTokenizers_GivesTheTokensOfLlamaCpp()
    {
        foreach (var pre in (string[])["gpt-2", "llama-bpe", "qwen2"])
        {
            using var model = new TemporaryFile(WithPreTokenizer(pre).ToArray());
            using var file = GgufFile.Open(model.FilePath);
            var tokenizer = new GgufTokenizer(file.Metadata);
            await using var server = await LlamaServer.StartAsync(file.Path, "-c", "96", "-np", "1", "-t", "1");
            foreach (var text in Texts.Concat(Mixtures(200)))
            {
                var tokens = new List<int>();
                tokenizer.Encode(text, tokens);
                var expected = await server.TokenizeAsync(text);
                Assert.True(expected.SequenceEqual(tokens), $"{pre}: {text}: {string.Join(' ', expected)} ≠ {string.Join(' ', tokens)}");
            }
        }
    }

    /// <summary>A model of noise with SmolLM2's vocabulary cut otherwise: llama-server wants weights to serve /tokenize.</summary>
    private static GgufWriter WithPreTokenizer(string pre)
    {
        using var file = GgufFile.Open(Workspace.InShared(Model));
        return new TinyLlama { Layers = 1, Vocabulary = file.Metadata.Texts(GgufTokenizerKeys.Tokens).Length }.Write()
            .Set(GgufTokenizerKeys.PreTokenizer, pre)
            .Set(GgufTokenizerKeys.Tokens, file.Metadata.Texts(GgufTokenizerKeys.Tokens))
            .Set(GgufTokenizerKeys.TokenTypes, file.Metadata.IntegersOrNull(GgufTokenizerKeys.TokenTypes)!)
            .Set(GgufTokenizerKeys.Merges, file.Metadata.Texts(GgufTokenizerKeys.Merges));
    }

    /// <summary>Pieces of the texts in all orders, which puts borders where nobody thought of them.</summary>
    private static IEnumerable<string> Mixtures(int count)
    {
        var noise = new Noise(3);
        for (var i = 0; i < count; i++)
        {
            yield return string.Concat(Enumerable.Range(0, 12).Select(_ =>
            {
                var runes = Texts[noise.Below(Texts.Length - 4)].EnumerateRunes().ToArray();
                var from = noise.Below(runes.Length);
                return string.Concat(runes.Skip(from).Take(1 + noise.Below(4)));
            }));
        }
    }
}
