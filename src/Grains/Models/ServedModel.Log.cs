using Microsoft.Extensions.Logging;
using TenantLLM.Inference.Models;

namespace TenantLLM.Grains.Models;

/// <content>What the operator reads.</content>
internal sealed partial class ServedModel
{
    private void LogFailed(Exception exception, TimeSpan elapsed)
    {
        // Why a file cannot be served is said in its message; of anything else the stack is needed.
        if (exception is ModelLoadException)
            LogLoadFailed(_engines.Log, null, Id, elapsed, exception.Message);
        else
            LogLoadFailed(_engines.Log, exception, Id, elapsed, exception.Message);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Model {Model} could not be loaded after {Elapsed}: {Reason}")]
    private static partial void LogLoadFailed(ILogger log, Exception? exception, string model, TimeSpan elapsed, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "Model {Model} is unloaded")]
    private static partial void LogUnloaded(ILogger log, string model);

    [LoggerMessage(Level = LogLevel.Error, Message = "Model {Model} could not be unloaded")]
    private static partial void LogUnloadFailed(ILogger log, Exception exception, string model);
}
