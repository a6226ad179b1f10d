using System.Text.Json.Serialization;

namespace TenantLLM.Wire.Items;

/// <summary>A part of an item's content.</summary>
[JsonConverter(typeof(DerivedTypeConverter<ContentPart>))]
public abstract record ContentPart;

/// <summary>A text that was given to the model.</summary>
public sealed record InputTextPart([property: JsonPropertyName("text"), JsonPropertyOrder(1)] string Text) : ContentPart
{
    [JsonPropertyName("type")]
    public string Type { get; } = PartTypes.InputText;
}

/// <summary>A text that the model made.</summary>
public sealed record OutputTextPart([property: JsonPropertyName("text"), JsonPropertyOrder(1)] string Text) : ContentPart
{
    [JsonPropertyName("type")]
    public string Type { get; } = PartTypes.OutputText;

    /// <summary>What tools found; there are none.</summary>
    [JsonPropertyName("annotations")]
    public IReadOnlyList<string> Annotations { get; } = [];

    /// <summary>Its tokens, where their probabilities were asked for.</summary>
    [JsonPropertyName("logprobs")]
    public IReadOnlyList<OutputLogprob> Logprobs { get; init; } = [];
}

/// <summary>Why the model refused to answer.</summary>
public sealed record RefusalPart([property: JsonPropertyName("refusal"), JsonPropertyOrder(1)] string Refusal) : ContentPart
{
    [JsonPropertyName("type")]
    public string Type { get; } = PartTypes.Refusal;
}

/// <summary>What the model thought.</summary>
public sealed record ReasoningTextPart([property: JsonPropertyName("text"), JsonPropertyOrder(1)] string Text) : ContentPart
{
    [JsonPropertyName("type")]
    public string Type { get; } = PartTypes.ReasoningText;
}

/// <summary>What the model's thoughts amount to.</summary>
public sealed record SummaryTextPart([property: JsonPropertyName("text"), JsonPropertyOrder(1)] string Text) : ContentPart
{
    [JsonPropertyName("type")]
    public string Type { get; } = PartTypes.SummaryText;
}
