using System.Diagnostics.CodeAnalysis;
using TenantLLM.Wire.Errors;
using TenantLLM.Wire.Items;
using TenantLLM.Wire.Reading;

namespace TenantLLM.Wire.Responses;

/// <summary>The query of <c>GET /v1/responses/{id}</c>.</summary>
public sealed record GetResponseQuery
{
    public bool Stream { get; init; }

    /// <summary>Only events after the one of this <c>sequence_number</c> are wanted; null: all.</summary>
    public long? StartingAfter { get; init; }

    /// <summary>As <see cref="CreateResponseRequest.IncludeObfuscation"/>.</summary>
    public bool IncludeObfuscation { get; init; } = true;

    /// <inheritdoc cref="ItemListQuery.TryRead"/>
    public static bool TryRead(
        IEnumerable<KeyValuePair<string, string?>> query,
        [NotNullWhen(true)] out GetResponseQuery? request,
        [NotNullWhen(false)] out ApiError? error)
    {
        var parameters = new QueryReader(query);
        var read = new GetResponseQuery
        {
            Stream = parameters.Flag("stream") ?? false,
            StartingAfter = parameters.Integer("starting_after", 0, long.MaxValue),
            IncludeObfuscation = parameters.Flag("include_obfuscation") ?? true,
        };
        if (read is { Stream: false, StartingAfter: not null })
            parameters.Report(ParameterErrors.StartingAfterWithoutStream());
        // Probabilities are told where the response was created with them; there is nothing else to include.
        parameters.Words("include", IncludeFields.All);
        parameters.RefuseUnknown();
        error = parameters.Error;
        request = error is null ? read : null;
        return request is not null;
    }
}
