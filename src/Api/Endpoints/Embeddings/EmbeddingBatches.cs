using TenantLLM.Wire.Inputs;

namespace TenantLLM.Api.Endpoints.Embeddings;

/// <summary>Cuts inputs into what one call embeds.</summary>
internal static class EmbeddingBatches
{
    /// <summary>With 16,384 numbers a vector, an answer of so many is 4 MiB.</summary>
    private const int MostInputs = 64;

    /// <summary>Characters or tokens: computed well before a call times out. An input that has more is a batch of its own.</summary>
    private const int MostUnits = 8_192;

    public static IEnumerable<IReadOnlyList<TextInput>> Of(IReadOnlyList<TextInput> inputs)
    {
        var batch = new List<TextInput>();
        var units = 0;
        foreach (var input in inputs)
        {
            var more = UnitsOf(input);
            if (batch.Count == MostInputs || (batch.Count > 0 && units + more > MostUnits))
            {
                yield return batch;
                batch = [];
                units = 0;
            }

            batch.Add(input);
            units += more;
        }

        if (batch.Count > 0)
            yield return batch;
    }

    private static int UnitsOf(TextInput input) => input switch
    {
        TextInput.OfText text => text.Text.Length,
        TextInput.OfTokens tokens => tokens.Tokens.Count,
        _ => throw new ArgumentOutOfRangeException(nameof(input), input.GetType().Name, "not a known kind of input"),
    };
}
