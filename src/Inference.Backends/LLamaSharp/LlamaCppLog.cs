using System.Runtime.InteropServices;
using System.Text;
using LLama.Native;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace TenantLLM.Inference.Backends.LLamaSharp;

/// <summary>
/// What llama.cpp writes about its work. It has one log a process and no other way to say why something failed, so its errors are
/// also collected for whoever called it. It writes of files, devices and memory, never of the tokens it computes.
/// </summary>
internal static partial class LlamaCppLog
{
    /// <summary>The logger's name, by which an operator turns it up.</summary>
    public const string Category = "TenantLLM.Inference.Backends.LLamaSharp.Native";

    // Held for as long as native code may call it.
    private static readonly NativeLogConfig.LLamaLogCallback Callback = Receive;
    private static volatile ILogger _log = NullLogger.Instance;

    [ThreadStatic]
    private static StringBuilder? _line;

    [ThreadStatic]
    private static LLamaLogLevel _level;

    [ThreadStatic]
    private static List<string>? _errors;

    /// <summary>Sends the log to a logger from now on. May be called before the native library is loaded.</summary>
    public static void WriteTo(ILogger log)
    {
        _log = log;
        NativeLogConfig.llama_log_set(Callback);
    }

    /// <summary>Where native code writes to: a <c>ggml_log_callback</c>.</summary>
    public static nint Receiver { get; } = Marshal.GetFunctionPointerForDelegate(Callback);

    /// <summary>Runs a call into llama.cpp, and returns what it gave and the errors it wrote on this thread meanwhile.</summary>
    public static (T Result, string Errors) Watch<T>(Func<T> call)
    {
        _errors = [];
        try
        {
            var result = call();
            return (result, string.Join("; ", _errors.Select(WithoutPrefix).Where(error => error != "failed to load model")));
        }
        finally
        {
            _errors = null;
        }
    }

    private static void Receive(LLamaLogLevel level, string message)
    {
        var line = _line ??= new StringBuilder();
        if (level != LLamaLogLevel.Continue)
            _level = level;
        line.Append(message);
        if (!message.EndsWith('\n'))
            return;
        var text = line.ToString().Trim();
        line.Clear();
        if (text.Length == 0)
            return;
        if (_level == LLamaLogLevel.Error)
            _errors?.Add(text);
        var severity = LevelOf(_level);
        if (_log.IsEnabled(severity))
            LogLine(_log, severity, text);
    }

    /// <summary>A step lower than llama.cpp's own: it tells every key of a file at Info, and warns of what is ours to decide, such as a
    /// cache shared by sequences that is larger than one sequence can be.</summary>
    private static LogLevel LevelOf(LLamaLogLevel level) => level switch
    {
        LLamaLogLevel.Error => LogLevel.Warning,
        LLamaLogLevel.Warning => LogLevel.Information,
        LLamaLogLevel.Info => LogLevel.Debug,
        _ => LogLevel.Trace,
    };

    /// <summary><c>llama_model_load: error loading model: error loading model architecture: …</c> says three times what its caller
    /// knows.</summary>
    private static string WithoutPrefix(string error)
    {
        var function = error.IndexOf(": ", StringComparison.Ordinal);
        if (function > 0 && !error.AsSpan(0, function).Contains(' '))
            error = error[(function + 2)..];
        foreach (var prefix in (string[])["error loading model: ", "error loading model architecture: "])
        {
            if (error.StartsWith(prefix, StringComparison.Ordinal))
                error = error[prefix.Length..];
        }

        return error;
    }

    [LoggerMessage(Message = "{Line}")]
    private static partial void LogLine(ILogger log, LogLevel level, string line);
}
