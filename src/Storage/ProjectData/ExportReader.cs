using System.Buffers;
using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace TenantLLM.Storage.ProjectData;

/// <summary>Reads a project's rows of every table as lines of JSON, a bounded number at a time.</summary>
internal sealed class ExportReader(StoreContext context, string projectId)
{
    private const int MostRows = 500;

    /// <summary>The row that brings a page past it is the last of it.</summary>
    private const int MostBytes = 1024 * 1024;

    private static readonly MethodInfo ReadRows = typeof(ExportReader).GetMethod(
        nameof(ReadRowsAsync), BindingFlags.NonPublic | BindingFlags.Instance)!;

    /// <summary>For the writer and for the values, so that text is as it was.</summary>
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly ArrayBufferWriter<byte> _lines = new();

    public async Task<ExportedRows> ReadAsync(ExportPlace? place, CancellationToken cancellationToken)
    {
        var tables = ProjectTable.Of(context.Model);
        var number = place is null ? 0 : tables.ToList().FindIndex(table => table.Name == place.Table);
        var key = place?.Key;
        var count = 0;
        for (; number >= 0 && number < tables.Count; number++)
        {
            var table = tables[number];
            var reading = (Task<(int Count, string? Key)>)ReadRows.MakeGenericMethod(table.Entity.ClrType)
                .Invoke(this, [table, key, MostRows - count, cancellationToken])!;
            var (read, next) = await reading;
            count += read;
            if (next is not null)
                return new ExportedRows(_lines.WrittenMemory, count, new ExportPlace(table.Name, next));
            key = null;
        }

        return new ExportedRows(_lines.WrittenMemory, count, null);
    }

    /// <returns>How many there were, and the key of the last where there may be more.</returns>
    private async Task<(int Count, string? Key)> ReadRowsAsync<TRow>(
        ProjectTable table, string? key, int mostRows, CancellationToken cancellationToken)
        where TRow : class
    {
        var values = new List<KeyValuePair<string, object>> { new("project", projectId) };
        if (key is not null)
            values.AddRange(KeyOf(table, key));
        var query = context.Set<TRow>().FromSqlRaw(table.SelectionOf(mostRows, key is not null), context.Parameters(values));
        var count = 0;
        await foreach (var row in query.AsNoTracking().AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            Write(table, row);
            count++;
            if (count == mostRows || _lines.WrittenCount > MostBytes)
                return (count, JsonSerializer.Serialize(table.Keys.Select(property => ValueOf(property, row)), Json));
        }

        return (count, null);
    }

    private static IEnumerable<KeyValuePair<string, object>> KeyOf(ProjectTable table, string key)
    {
        using var values = JsonDocument.Parse(key);
        return
        [
            .. table.Keys.Zip(values.RootElement.EnumerateArray()).Select((pair, index) => KeyValuePair.Create(
                $"key{index}", InColumn(pair.First, pair.Second.Deserialize(pair.First.ClrType)!))),
        ];
    }

    /// <summary>A value as its column holds it.</summary>
    private static object InColumn(IProperty property, object value) =>
        property.GetTypeMapping().Converter is { } converter ? converter.ConvertToProvider(value)! : value;

    private void Write(ProjectTable table, object row)
    {
        using (var writer = new Utf8JsonWriter(_lines, new JsonWriterOptions { Encoder = Json.Encoder }))
        {
            writer.WriteStartObject();
            writer.WriteString("object", "project.data.row");
            writer.WriteString("table", table.Name);
            writer.WriteStartObject("row");
            foreach (var property in table.Entity.GetProperties().Where(IsExported))
            {
                writer.WritePropertyName(JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name));
                JsonSerializer.Serialize(writer, ValueOf(property, row), property.ClrType, Json);
            }

            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        _lines.Write("\n"u8);
    }

    private static object? ValueOf(IProperty property, object row) => property.GetGetter().GetClrValue(row);

    private static bool IsExported(IProperty property) => property.PropertyInfo?.IsDefined(typeof(NeverExportedAttribute)) != true;
}
