using System.Globalization;
using TenantLLM.Inference.Backends.Onnx;
using TenantLLM.Inference.Models;
using TenantLLM.ModelQuality;

// What each compute of the Onnx backend makes of a GGUF file, against the same weights in F32.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (args.Length is 0 or > 2)
{
    Console.Error.WriteLine("usage: ModelQuality MODEL.gguf [TEXT]; by default the text is this repository's documentation.");
    return 2;
}

try
{
    var text = args.Length > 1 ? File.ReadAllText(args[1]) : RepositoryText.Read();
    using var reference = new LogitsFile();
    Console.WriteLine($"{"compute",-8} {"tokens",7} {"perplexity",11} {"KL to F32",10} {"same top token",15} {"tokens/s",9}");
    foreach (var compute in (OnnxCompute[])[OnnxCompute.Float, OnnxCompute.Exact, OnnxCompute.Int8])
    {
        using var model = ModelUnderTest.Load(args[0], compute);
        Console.WriteLine(model.Measure(text, reference));
    }

    return 0;
}
catch (Exception error) when (error is ModelLoadException or IOException)
{
    Console.Error.WriteLine(error.Message);
    return 1;
}
