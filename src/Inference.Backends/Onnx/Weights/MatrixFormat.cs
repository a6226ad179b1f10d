using TenantLLM.Inference.Backends.Gguf;

namespace TenantLLM.Inference.Backends.Onnx.Weights;

/// <summary>How a matrix lies in memory, which decides the operator that multiplies by it.</summary>
internal enum MatrixFormat
{
    /// <summary>F32 [rows, columns]: FusedMatMul.</summary>
    Float,

    /// <summary>4 bits and an F32 scale a block: MatMulNBits.</summary>
    FourBits,

    /// <summary>8 bits and an F32 scale a block: MatMulNBits.</summary>
    EightBits,

    /// <summary>8 bits and an F32 scale a row, laid out [columns, rows]: MatMulIntegerToFloat.</summary>
    Bytes,

    /// <summary>The same, with <see cref="EightBitBlocks.Zero"/> for 0.</summary>
    UnsignedBytes,
}

internal static class MatrixFormats
{
    /// <summary>The smallest format that holds a matrix as the file has it. Types other than Q4_0 take 8 bits: their levels are
    /// unequal or do not begin at a multiple of the step, which the 4-bit operator is fast without; so does Q4_0 where a row's result would
    /// depend on the others.</summary>
    public static MatrixFormat OfStored(StoredMatrix matrix)
    {
        if (ByteProducts.RowsOfFourBitsAreAlike && matrix.Every(type => type == GgufTensorType.Q4_0))
            return MatrixFormat.FourBits;
        return matrix.Every(type => !IsFloat(type)) ? MatrixFormat.EightBits : MatrixFormat.Float;
    }

    /// <summary>The format of whole rows that share a scale.</summary>
    public static MatrixFormat OfRows => ByteProducts.SignedAreExact ? MatrixFormat.Bytes : MatrixFormat.UnsignedBytes;

    public static bool IsFloat(GgufTensorType type) => type is GgufTensorType.F32 or GgufTensorType.F16 or GgufTensorType.BF16;
}
