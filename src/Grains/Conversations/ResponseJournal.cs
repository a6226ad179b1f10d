namespace TenantLLM.Grains.Conversations;

/// <summary>
/// How a response's text came, piece by piece, in two bytes a piece or so; the text itself is in the output item. A version byte, then for
/// each piece a number and perhaps a second one, each in seven-bit groups, low ones first: twice the characters, plus one where the
/// second follows, which counts the tokens whose log-probabilities came with it.
/// </summary>
internal static class ResponseJournal
{
    private const byte Version = 1;

    /// <param name="pieces">Characters (UTF-16) and tokens with log-probabilities of each piece.</param>
    public static byte[] Write(IEnumerable<(int Characters, int LogProbs)> pieces)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        writer.Write(Version);
        foreach (var (characters, logProbs) in pieces)
        {
            writer.Write7BitEncodedInt64(((long)characters << 1) | (logProbs > 0 ? 1L : 0));
            if (logProbs > 0)
                writer.Write7BitEncodedInt(logProbs);
        }

        writer.Flush();
        return stream.ToArray();
    }

    /// <exception cref="InvalidDataException">It was not written by this class, or by a later version.</exception>
    public static IReadOnlyList<(int Characters, int LogProbs)> Read(byte[] journal)
    {
        using var stream = new MemoryStream(journal);
        using var reader = new BinaryReader(stream);
        if (journal.Length == 0 || reader.ReadByte() != Version)
            throw new InvalidDataException("A response's journal has an unknown format.");
        var pieces = new List<(int, int)>();
        while (stream.Position < stream.Length)
        {
            var first = reader.Read7BitEncodedInt64();
            pieces.Add(((int)(first >> 1), (first & 1) == 0 ? 0 : reader.Read7BitEncodedInt()));
        }

        return pieces;
    }
}
