using TenantLLM.Inference.Decoding;

namespace TenantLLM.Bench.Scheduling;

/// <summary>
/// The service each tenant had, as the decoder sees it: 1 for a token of a prompt that was computed, 2 for a token of an answer (the
/// weights of VTC, arXiv 2401.00588). A prompt's first byte names its tenant, so that it does not matter what the scheduler knows.
/// </summary>
internal sealed class ServiceLog(int sequences)
{
    public const int MostTenants = 16;
    public const int InputWeight = 1;
    public const int OutputWeight = 2;

    private const int FirstTenant = 'A';

    private readonly int[] _tenants = new int[sequences];
    private readonly int[] _held = new int[sequences];
    private readonly long[] _service = new long[MostTenants];
    private readonly long[,] _most = new long[MostTenants, MostTenants];
    private readonly long[,] _least = new long[MostTenants, MostTenants];

    /// <summary>Whether gaps are noted: while all tenants have requests that wait.</summary>
    public bool IsBacklogged { get; set; }

    /// <summary>The most tokens all sequences held at once.</summary>
    public long MostHeld { get; private set; }

    public IReadOnlyList<long> Service => _service;

    /// <summary>How a prompt of a tenant begins, 0 to 15.</summary>
    public static char Tag(int tenant) => (char)(FirstTenant + tenant);

    /// <summary>The largest difference of what two tenants had in any interval in which all were backlogged.</summary>
    public long LargestGap(int tenants) => Enumerable.Range(0, tenants)
        .SelectMany(one => Enumerable.Range(0, tenants).Select(other => _most[one, other] - _least[one, other])).Max();

    public void Add(ReadOnlySpan<SequenceInput> batch)
    {
        foreach (var input in batch)
        {
            if (input.Start == 0)
                _tenants[input.Sequence] = input.Tokens.Span[0] - FirstTenant;
            var tenant = _tenants[input.Sequence];
            _held[input.Sequence] = input.Start + input.Tokens.Length;

            // A token that was sampled comes back as the next input; it was counted when it was sampled.
            var isAnswer = input.Start > 0 && input.Tokens.Length == 1 && input.Tokens.Span[0] == 'a';
            if (tenant is >= 0 and < MostTenants)
                _service[tenant] += (isAnswer ? 0 : InputWeight * input.Tokens.Length) + (OutputWeight * input.LogitCount);
        }

        MostHeld = Math.Max(MostHeld, _held.Sum());
        if (IsBacklogged)
            NoteGaps();
    }

    public void Truncate(int sequence, int length) => _held[sequence] = Math.Min(_held[sequence], length);

    public void Copy(int source, int destination, int length)
    {
        _tenants[destination] = _tenants[source];
        _held[destination] = length;
    }

    private void NoteGaps()
    {
        for (var one = 0; one < MostTenants; one++)
        {
            for (var other = 0; other < MostTenants; other++)
            {
                var ahead = _service[one] - _service[other];
                _most[one, other] = Math.Max(_most[one, other], ahead);
                _least[one, other] = Math.Min(_least[one, other], ahead);
            }
        }
    }
}
