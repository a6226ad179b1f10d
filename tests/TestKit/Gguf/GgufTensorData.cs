namespace TenantLLM.TestKit.Gguf;

/// <summary>A tensor to write.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">ggml's number of its type.</param>
/// <param name="Shape">Its dimensions, the slowest first.</param>
/// <param name="Data">Its bytes as stored.</param>
public sealed record GgufTensorData(string Name, int Type, long[] Shape, byte[] Data);
