using TenantLLM.Wire.Errors;

namespace TenantLLM.Wire.Reading;

/// <summary>Keeps the first error of a request. Readers return defaults after it, so that a table of fields needs no branches.</summary>
internal sealed class RequestErrors
{
    public ApiError? First { get; private set; }

    public void Report(ApiError error) => First ??= error;
}
