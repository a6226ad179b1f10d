using System.ComponentModel.DataAnnotations;

namespace TenantLLM.Inference.Models;

/// <content>A model that an OpenAI-compatible server runs: <c>Backend: Upstream</c>.</content>
public sealed partial record ModelOptions
{
    /// <summary>The server's base address, to which <c>/chat/completions</c> is added: <c>http://localhost:8000/v1</c>; null for a model
    /// in a file.</summary>
    public string? Url { get; set; }

    /// <summary>Sent as <c>Authorization: Bearer</c>; null: nothing is sent. It is never logged.</summary>
    [ReadBy("Upstream")]
    public string? ApiKey { get; set; }

    /// <summary>The server's name for the model; null: <see cref="Id"/>.</summary>
    [ReadBy("Upstream")]
    public string? Model { get; set; }

    /// <summary>The field that carries the most tokens to generate: <c>max_tokens</c>, which every server knows, or
    /// <c>max_completion_tokens</c>, which OpenAI's reasoning models want.</summary>
    [ReadBy("Upstream")]
    [AllowedValues("max_tokens", "max_completion_tokens",
        ErrorMessage = "Models:<n>:MaxTokensField must be 'max_tokens' or 'max_completion_tokens'.")]
    public string MaxTokensField { get; set; } = "max_tokens";

    /// <summary>How long a connection may take.</summary>
    [ReadBy("Upstream")]
    [Range(typeof(TimeSpan), "00:00:00.100", "00:10:00", ErrorMessage = "Models:<n>:ConnectTimeout must be 100 ms to 10 minutes.")]
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long the first token may take: the server's queue and its prefill.</summary>
    [ReadBy("Upstream")]
    [Range(typeof(TimeSpan), "00:00:00.100", "1.00:00:00", ErrorMessage = "Models:<n>:FirstTokenTimeout must be 100 ms to one day.")]
    public TimeSpan FirstTokenTimeout { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How long the server may be silent between tokens.</summary>
    [ReadBy("Upstream")]
    [Range(typeof(TimeSpan), "00:00:00.100", "1.00:00:00", ErrorMessage = "Models:<n>:NextTokenTimeout must be 100 ms to one day.")]
    public TimeSpan NextTokenTimeout { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How often a request is sent again after a failure that may pass; never once a token has come.</summary>
    [ReadBy("Upstream")]
    [Range(0, 10, ErrorMessage = "Models:<n>:Retries must be 0 to 10.")]
    public int Retries { get; set; } = 2;

    /// <summary>The largest frame of a stream, in bytes.</summary>
    [ReadBy("Upstream")]
    [Range(1_024, 1 << 28, ErrorMessage = "Models:<n>:MaxFrameBytes must be 1024 to 268435456.")]
    public int MaxFrameBytes { get; set; } = 1 << 20;
}
