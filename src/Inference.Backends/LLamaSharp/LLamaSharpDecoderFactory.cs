using LLama.Native;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using TenantLLM.Inference.Backends.Gguf;
using TenantLLM.Inference.Backends.Tokenization;
using TenantLLM.Inference.Decoding;
using TenantLLM.Inference.Models;
using TenantLLM.Inference.Tokenization;

namespace TenantLLM.Inference.Backends.LLamaSharp;

/// <summary>Loads GGUF files into llama.cpp. What can be checked is checked before: llama.cpp says little, and of some files nothing
/// but that the process is gone.</summary>
internal sealed class LLamaSharpDecoderFactory(IOptions<LLamaSharpOptions> options, ILoggerFactory logs) : IDecoderFactory
{
    private const string ChatTemplateKey = "tokenizer.chat_template";

    public string Backend => "LLamaSharp";

    public IDecoder Load(ModelOptions model, IProgress<double>? progress = null)
    {
        using var file = GgufFile.Open(model.Path);
        if (file.Metadata.TextOrNull("general.type") is { } type and not "model")
            throw new ModelLoadException($"{file.Path}: the file is of the type '{type}', not a model.");
        var parameters = LlamaCppParameters.Of(file, model);
        using var lora = model.Lora is null ? null : LoraFile.Open(model.Lora, file);
        LlamaCppLibrary.Load(options.Value.LibraryPath, logs.CreateLogger(LlamaCppLog.Category));

        var session = LlamaCppSession.Load(file.Path, lora?.Path, parameters, progress);
        try
        {
            var decoder = new LLamaSharpDecoder(session, Tokenizer(file, session.Model), Describe(file, lora, session, parameters));
            RequireTruncation(file.Path, decoder);
            return decoder;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    /// <summary>Ours where it knows the vocabulary, so that both backends encode alike; else llama.cpp's.</summary>
    private static ITokenizer Tokenizer(GgufFile file, SafeLlamaModelHandle model) => BytePairKind.IsKnown(file.Metadata)
        ? new GgufTokenizer(file.Metadata)
        : new LlamaCppTokenizer(model, file.Metadata.Texts(GgufTokenizerKeys.Tokens));

    private DecoderInfo Describe(GgufFile file, GgufFile? lora, LlamaCppSession session, LlamaCppParameters parameters)
    {
        var device = parameters.GpuLayers == 0 ? "CPU"
            : parameters.GpuLayers < 0 ? "GPU"
            : $"{parameters.GpuLayers} layers on GPU";
        var compute = lora is null ? parameters.CacheType.Name
            : $"{parameters.CacheType.Name}\n{ModelFingerprint.Of(lora, Backend, "lora")}";
        return new DecoderInfo(
            $"{GgufSummary.Of(file)}{(lora is null ? "" : " + LoRA")}, llama.cpp on {device}",
            ModelFingerprint.Of(file, Backend, compute),
            parameters.Context,
            parameters.Sequences,
            file.Metadata.TextOrNull(ChatTemplateKey))
        {
            MaxBatch = parameters.Parallel,
            CacheTokens = session.Context.ContextSize,

            // Attention passes over all cells that are in use, whoever's they are.
            MostWarm = parameters.Sequences - parameters.Parallel,
            EmbeddingSize = session.Model.EmbeddingSize,
        };
    }

    /// <summary>Decodes two tokens and forgets one. Models with recurrent layers beside those of attention cannot, and nothing else tells;
    /// it also brings the weights into memory before the first request.</summary>
    private static void RequireTruncation(string path, LLamaSharpDecoder decoder)
    {
        try
        {
            decoder.Decode([new SequenceInput(0, new int[2], 0, 1)]);
            decoder.Truncate(0, 1);
            decoder.Drop(0);
        }
        catch (DecoderException error)
        {
            throw new ModelLoadException($"{path}: llama.cpp cannot serve this model: {error.Message}", error);
        }
    }
}
