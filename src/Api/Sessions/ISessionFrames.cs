using TenantLLM.Grains.Abstractions.Sessions;
using TenantLLM.Wire.Errors;

namespace TenantLLM.Api.Sessions;

/// <summary>Writes a session's updates as the frames of one endpoint's stream. Nothing is flushed.</summary>
internal interface ISessionFrames : IDisposable
{
    /// <summary>The frames that come before any text.</summary>
    void WriteStart();

    /// <returns>False after the last update.</returns>
    bool Write(SessionUpdate update);

    /// <summary>A failure after the headers were sent.</summary>
    void WriteError(ApiError error);

    /// <summary>A sign of life for a stream that is silent.</summary>
    void WriteKeepAlive();

    /// <summary>The end of every stream.</summary>
    void WriteDone();
}
