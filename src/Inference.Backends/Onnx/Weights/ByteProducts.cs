using System.Runtime.Intrinsics.X86;

namespace TenantLLM.Inference.Backends.Onnx.Weights;

/// <summary>How this processor multiplies bytes, which ONNX Runtime's kernels differ by.</summary>
internal static class ByteProducts
{
    /// <summary>Bit 11 of ECX: AVX512_VNNI (Intel's manual, volume 2A, CPUID, leaf 7).</summary>
    private const int Avx512VnniBit = 1 << 11;

    /// <summary>Whether 4-bit weights give a row the same result alone and among others. Kernels for AVX2 add up otherwise for one row than for
    /// two; those for AVX-512 with VNNI do not.</summary>
    public static bool RowsOfFourBitsAreAlike { get; } = !X86Base.IsSupported || HasAvx512Vnni;

    /// <summary>Whether unsigned times signed bytes are summed exactly. Without VNNI two such products are added in 16 bits, which saturate:
    /// unsigned times unsigned ones are not, and take longer.</summary>
    public static bool SignedAreExact { get; } = !X86Base.IsSupported || HasAvx512Vnni || AvxVnni.IsSupported;

    private static bool HasAvx512Vnni => Avx512F.IsSupported && (X86Base.CpuId(7, 0).Ecx & Avx512VnniBit) != 0;
}
