using System.Buffers.Binary;
using System.Runtime.InteropServices;
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

        ShowControlTokens(model);

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

    /// <summary>Makes control tokens (3) user-defined ones (4), which are shown: a model that repeats them must not fall silent.</summary>
    private static void ShowControlTokens(byte[] model)
    {
        var key = Encoding.ASCII.GetBytes("tokenizer.ggml.token_type");
        var array = model.AsSpan(model.AsSpan().IndexOf(key) + key.Length);

        // The type of the value and of its elements, four bytes each, and their count of eight.
        var count = (int)BinaryPrimitives.ReadUInt64LittleEndian(array[8..]);
        var types = MemoryMarshal.Cast<byte, int>(array.Slice(16, count * sizeof(int)));
        types.Replace(3, 4);
    }

    private static void Rename(byte[] model, string from, string to)
    {
        var (old, renamed) = (Encoding.ASCII.GetBytes(from), Encoding.ASCII.GetBytes(to));
        for (var rest = model.AsSpan(); rest.IndexOf(old) is >= 0 and var place; rest = rest[place..])
            renamed.CopyTo(rest[place..]);
    }
}
