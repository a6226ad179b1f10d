using System.Text;
using System.Text.Json.Nodes;
using CsCheck;

namespace TenantLLM.EndToEnd.Conformance.Fuzzing;

/// <summary>Damages a body at any depth, and writes it.</summary>
internal sealed class Mutations(PCG random)
{
    /// <summary>Stands in the tree for bytes that are no JSON node.</summary>
    private const string Placeholder = "@@raw@@";

    private static readonly Gen<Kind> Kinds = Gen.Frequency(
        (15, Kind.None), (15, Kind.Remove), (40, Kind.Replace), (20, Kind.Unknown), (8, Kind.Duplicate), (4, Kind.Bytes));

    private byte[] _raw = "0"u8.ToArray();

    private enum Kind
    {
        None,
        Remove,
        Replace,
        Unknown,
        Duplicate,
        Bytes,
    }

    /// <summary>The bytes of the body after one change.</summary>
    public byte[] Apply(JsonObject body)
    {
        var kind = random.Next(Kinds);
        switch (kind)
        {
            case Kind.Remove:
                Change(body, (parent, name) => parent.Remove(name), (parent, index) => parent.RemoveAt(index));
                break;
            case Kind.Replace:
                _raw = RawValues.Any(random);
                Change(body, (parent, name) => parent[name] = Placeholder, (parent, index) => parent[index] = Placeholder);
                break;
            case Kind.Unknown:
                random.Pick(Objects(body))[random.Pick(["nonsense", "", "type", "a.b[0]", "model ", "\u0000"])] = random.Pick([1, 2]);
                break;
            case Kind.Duplicate:
                Duplicate(random.Pick(Objects(body)));
                break;
        }

        var bytes = Write(body);
        return kind == Kind.Bytes ? Damage(bytes) : bytes;
    }

    private void Change(JsonObject body, Action<JsonObject, string> inObject, Action<JsonArray, int> inArray)
    {
        var places = Containers(body).SelectMany<JsonNode, Action>(container => container switch
        {
            JsonObject parent => parent.Select(property => new Action(() => inObject(parent, property.Key))),
            JsonArray parent => Enumerable.Range(0, parent.Count).Select(index => new Action(() => inArray(parent, index))),
            _ => [],
        }).ToList();
        if (places.Count > 0)
            random.Pick(places)();
    }

    /// <summary>Writes a key of the object a second time: its name is put in by bytes, which the tree would not allow.</summary>
    private void Duplicate(JsonObject parent)
    {
        if (parent.Count == 0)
            return;
        _raw = Encoding.UTF8.GetBytes(JsonValue.Create(random.Pick([.. parent.Select(property => property.Key)])).ToJsonString());
        parent[Placeholder] = JsonNode.Parse(random.Pick(["null", "1", "\"x\"", "[]", "{}"]));
    }

    private byte[] Write(JsonObject body)
    {
        var bytes = Encoding.UTF8.GetBytes(body.ToJsonString());
        var placeholder = Encoding.UTF8.GetBytes($"\"{Placeholder}\"");
        var place = bytes.AsSpan().IndexOf(placeholder);
        return place < 0 ? bytes : [.. bytes[..place], .. _raw, .. bytes[(place + placeholder.Length)..]];
    }

    private byte[] Damage(byte[] bytes)
    {
        var place = (int)random.Next((uint)bytes.Length);
        return random.Next(3) switch
        {
            0 => bytes[..place],
            1 => [.. bytes[..place], (byte)random.Next(256), .. bytes[(place + 1)..]],
            _ => [.. bytes[..place], .. bytes[place..].Skip(1)],
        };
    }

    private static List<JsonObject> Objects(JsonNode body) => [.. Containers(body).OfType<JsonObject>()];

    private static IEnumerable<JsonNode> Containers(JsonNode? node) => node switch
    {
        JsonObject parent => parent.SelectMany(property => Containers(property.Value)).Prepend(parent),
        JsonArray parent => parent.SelectMany(Containers).Prepend(parent),
        _ => [],
    };
}
