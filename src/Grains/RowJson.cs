using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace TenantLLM.Grains;

/// <summary>How the grains write JSON into rows.</summary>
internal static class RowJson
{
    /// <summary>Without what is null, and text as it is, not as \u escapes: rows are read by people, too. New ones each time: a context
    /// keeps those it is given.</summary>
    public static JsonSerializerOptions NewOptions() => new()
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
}
