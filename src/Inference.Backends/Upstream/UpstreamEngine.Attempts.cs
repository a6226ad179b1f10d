using System.Text.Json;
using Microsoft.Extensions.Logging;
using TenantLLM.Inference.Engine;

namespace TenantLLM.Inference.Backends.Upstream;

/// <content>Single tries, what decides over another, and what the operator reads.</content>
internal sealed partial class UpstreamEngine
{
    private async Task<(EmbeddingResult? Result, UpstreamFault? Fault)> EmbedOnceAsync(
        byte[] body, int inputs, RequestDeadline deadline, CancellationToken cancellationToken)
    {
        using var patience = new Patience(_endpoint.Options.FirstTokenTimeout, deadline, _clock, cancellationToken);
        try
        {
            using var reply = await _client.PostAsync("embeddings", body, patience.Token);
            if (reply.Response is not { } response)
                return (null, reply.Fault);
            await response.Content.LoadIntoBufferAsync(EmbeddingCall.MaxAnswerBytes, patience.Token);
            var result = EmbeddingCall.Read(await response.Content.ReadAsByteArrayAsync(patience.Token), inputs);
            return (result, result is null ? UpstreamFault.Unreadable("its embeddings are not as many as the inputs") : null);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return (null, patience.Fault);
        }
        catch (JsonException)
        {
            return (null, UpstreamFault.Unreadable("its embeddings are not JSON"));
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            return (null, UpstreamFault.Broken(exception.Message));
        }
    }

    /// <summary>How long to wait before the next try; null: there is none. A server that is away is tried once a request.</summary>
    private TimeSpan? DelayAfter(UpstreamFault fault, int tries, RequestDeadline deadline) =>
        fault.CanPass && IsReady && tries <= _endpoint.Options.Retries
        && RetryDelay.After(tries, fault.Failure.RetryAfter) is { } delay && deadline.Allows(delay)
            ? delay
            : null;

    private void LogFault(UpstreamFault fault)
    {
        if (fault.Log is { } reason)
            LogFailed(fault.CanPass ? LogLevel.Warning : LogLevel.Error, Model.Id, _endpoint.Place, reason);
    }

    private void LogEstimateOnce(ChatAnswer answer)
    {
        if (!answer.HasUsage && Interlocked.Exchange(ref _hasLoggedEstimate, 1) == 0)
            LogEstimate(Model.Id, _endpoint.Place);
    }

    [LoggerMessage(Message = "The server of model {Model} at {Place} failed a request: {Reason}")]
    private partial void LogFailed(LogLevel level, string model, string place, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "The server of model {Model} at {Place} is asked again in {Delay}: {Reason}")]
    private partial void LogRetry(string model, string place, string? reason, TimeSpan delay);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "The server of model {Model} at {Place} does not say what a generation used; tokens are estimated: a frame is counted as one")]
    private partial void LogEstimate(string model, string place);
}
