using TenantLLM.Wire.Ids;

namespace TenantLLM.Wire.Streaming;

/// <summary>
/// The padding of frames. OpenAI chooses as many random characters as bring a length to a multiple of 16, so that who watches the
/// encrypted stream cannot tell tokens by their length. Found from recorded streams: in Chat it is the length of the JSON without
/// <c>obfuscation</c> (every frame's length is 1 modulo 16, whatever it holds), in Responses that of the <c>delta</c>.
/// </summary>
internal sealed class Obfuscation
{
    private const int Step = 16;

    /// <summary>Characters drawn at a time: one call of the generator serves some fifty frames.</summary>
    private readonly byte[] _random = new byte[512];

    private int _used;

    public Obfuscation() => _used = _random.Length;

    /// <summary>Random characters for a frame or text of this length; 0 to 15.</summary>
    public ReadOnlySpan<byte> For(int hiddenLength)
    {
        var length = (Step - (hiddenLength % Step)) % Step;
        if (_used + length > _random.Length)
        {
            Base62.Fill(_random);
            _used = 0;
        }

        _used += length;
        return _random.AsSpan(_used - length, length);
    }
}
