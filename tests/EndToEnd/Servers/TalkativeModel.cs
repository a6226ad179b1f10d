using System.Buffers.Binary;
using System.Text;
using TenantLLM.TestKit;

namespace TenantLLM.EndToEnd.Servers;

/// <summary>
/// The demo model as one that talks until it is stopped: a copy whose tokens for the end of a turn mean nothing, with a context
/// sixteen times as long. What it says is of no interest.
/// </summary>
internal static class TalkativeModel
{
    private const uint ContextLength = 16_384;

    /// <summary>The byte 0, a token that no text of the training had.</summary>
    private const uint NeverSaid = 9;

    /// <summary>Writes the model into a folder.</summary>
    /// <returns>The settings that make a server serve it.</returns>
    public static string[] Settings(string folder, int number = 0, string id = "demo")
    {
        var file = Path.Combine(folder, "talkative.gguf");
        var model = File.ReadAllBytes(Workspace.InRepository("models", "demo", "demo.gguf"));
        SetNumber(model, "llama.context_length", ContextLength);
        SetNumber(model, "tokenizer.ggml.eos_token_id", NeverSaid);
        SetNumber(model, "tokenizer.ggml.eot_token_id", NeverSaid);

        // Backends know these by name, too.
        Rename(model, "<|im_end|>", "<|im_and|>");
        Rename(model, "<|endoftext|>", "<|midoftext|>");
        File.WriteAllBytes(file, model);
        return [$"--Models:{number}:Path", file, $"--Models:{number}:Id", id];
    }

    /// <summary>Metadata of GGUF: the key, the value's type (4: uint32), the value.</summary>
    private static void SetNumber(byte[] model, string key, uint value)
    {
        var place = model.AsSpan().IndexOf(Encoding.ASCII.GetBytes(key));
        if (place < 0 || BinaryPrimitives.ReadUInt32LittleEndian(model.AsSpan(place + key.Length)) != 4)
            throw new InvalidOperationException($"The demo model has no number '{key}'.");
        BinaryPrimitives.WriteUInt32LittleEndian(model.AsSpan(place + key.Length + 4), value);
    }

    private static void Rename(byte[] model, string from, string to)
    {
        var (old, renamed) = (Encoding.ASCII.GetBytes(from), Encoding.ASCII.GetBytes(to));
        for (var rest = model.AsSpan(); rest.IndexOf(old) is >= 0 and var place; rest = rest[place..])
            renamed.CopyTo(rest[place..]);
    }
}
