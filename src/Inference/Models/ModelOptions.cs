using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace TenantLLM.Inference.Models;

/// <summary>A model to serve: an entry of <c>Models:&lt;n&gt;</c>.</summary>
public sealed partial record ModelOptions
{
    /// <summary>The name requests use; by default the file's name without its ending, or the upstream server's name for it.</summary>
    public string? Id { get; set; }

    /// <summary><see cref="Id"/>, or what stands for it; empty where nothing does.</summary>
    public string EffectiveId => Id ?? (Path.Length > 0 ? System.IO.Path.GetFileNameWithoutExtension(Path) : Model ?? "");

    /// <summary>Whose model it is, as <c>owned_by</c> tells it.</summary>
    [Required(ErrorMessage = "Models:<n>:Owner must be a name, such as 'tenantllm'.")]
    public string Owner { get; set; } = "tenantllm";

    /// <summary>When it is loaded; null: at start if it is configured, on first use if it was found in a folder.</summary>
    public ModelLoad? Load { get; set; }

    /// <summary>How long it may be idle before it is unloaded; the next request loads it again. Null: it stays.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "365.00:00:00", ErrorMessage = "Models:<n>:UnloadAfter must be one second to 365 days.")]
    public TimeSpan? UnloadAfter { get; set; }

    /// <summary>What its tokens cost; null: no price was set.</summary>
    [ValidateObjectMembers]
    public ModelPrice? Price { get; set; }

    /// <summary>The GGUF file, relative to the working directory, else to the program's folder; empty for an upstream server's model.</summary>
    public string Path { get; set; } = "";

    /// <summary>What runs it: <c>Onnx</c>; <c>LLamaSharp</c> in builds that have it; or <c>Upstream</c> for a server at <see cref="Url"/>.</summary>
    public string Backend { get; set; } = "Onnx";

    /// <summary>Tokens a conversation can hold; 0: as many as the model was made for.</summary>
    [Range(0, 1_048_576, ErrorMessage = "Models:<n>:Context must be 0 (as many as the model was made for) to 1048576.")]
    public int Context { get; set; }

    /// <summary>Sequences computed at once.</summary>
    [ReadBy("Onnx", "LLamaSharp")]
    [Range(1, 1024, ErrorMessage = "Models:<n>:Parallel must be 1 to 1024.")]
    public int Parallel { get; set; } = 16;

    /// <summary>Finished sequences kept beside them, so that a conversation's next turn needs no prefill of what was said; null: on
    /// Onnx as many as memory allows, at most three for each of <see cref="Parallel"/>; on LLamaSharp none while others run.</summary>
    [ReadBy("Onnx", "LLamaSharp")]
    [Range(0, 4096, ErrorMessage = "Models:<n>:WarmSequences must be 0 to 4096.")]
    public int? WarmSequences { get; set; }

    /// <summary>MiB of memory for finished sequences that had to leave their place: putting one back costs a copy, and no prefill; null: an
    /// eighth of the memory, at most 8 GiB.</summary>
    [ReadBy("Onnx", "LLamaSharp")]
    [Range(0, 1 << 20, ErrorMessage = "Models:<n>:SwapMiB must be 0 to 1048576.")]
    public int? SwapMiB { get; set; }

    /// <summary>Threads of the backend; 0: chosen by the model's size, at most one a core.</summary>
    [ReadBy("Onnx", "LLamaSharp")]
    [Range(0, 1024, ErrorMessage = "Models:<n>:Threads must be 0 (chosen by the model's size) to 1024.")]
    public int Threads { get; set; }

    /// <summary>How weights are computed with. The Onnx backend has <c>exact</c>, the file's weights in 4 or 8 bits or, where the file has
    /// floats, in F32; and <c>int8</c>, weights rotated and rounded to 8 bits a row, for more tokens a second at a small loss
    /// (docs/adr/0006; <c>make quality</c> measures it).</summary>
    [ReadBy("Onnx", "LLamaSharp")]
    public string Compute { get; set; } = "exact";

    /// <summary>The id: a record would print its secrets, too.</summary>
    public override string ToString() => EffectiveId;
}
