using TenantLLM.Inference.Models;

namespace TenantLLM.Inference.Backends.Onnx;

/// <summary>How a model's weights are held and multiplied; docs/adr/0006 has what each costs and gives.</summary>
internal enum OnnxCompute
{
    /// <summary>Everything in F32, whatever the file holds: what the others are measured against, not offered to operators.</summary>
    Float,

    /// <summary>The file's weights in 4 or 8 bits a block of 32, activations rounded to 8 bits a block; float weights in F32.</summary>
    Exact,

    /// <summary>Weights rotated and rounded to 8 bits a row, activations to 8 bits: for throughput.</summary>
    Int8,
}

/// <summary>The names that <see cref="ModelOptions.Compute"/> takes.</summary>
internal static class OnnxComputeNames
{
    private const string Exact = "exact";
    private const string Int8 = "int8";

    public static OnnxCompute Parse(ModelOptions options) => options.Compute switch
    {
        Exact => OnnxCompute.Exact,
        Int8 => OnnxCompute.Int8,
        _ => throw new ModelLoadException(
            $"{options.Path}: Compute '{options.Compute}' is not supported by the Onnx backend; supported: {Exact}, {Int8}."),
    };

    public static string Name(this OnnxCompute compute) => compute switch
    {
        OnnxCompute.Exact => Exact,
        OnnxCompute.Int8 => Int8,
        _ => "float",
    };
}
