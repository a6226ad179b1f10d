using System.Runtime.InteropServices;
using LLama.Native;
using Microsoft.Extensions.Logging;
using TenantLLM.Inference.Models;

namespace TenantLLM.Inference.Backends.LLamaSharp;

/// <summary>llama.cpp's native libraries. A process loads them once; a second folder is refused.</summary>
internal static class LlamaCppLibrary
{
    private static readonly Lock Gate = new();
    private static string? _loaded;
    private static ModelLoadException? _failure;

    /// <param name="folder">Where they lie; null: where the package LLamaSharp.Backend.* put them.</param>
    /// <param name="log">Where they write to from now on.</param>
    /// <exception cref="ModelLoadException">They are not there, or cannot be loaded.</exception>
    public static void Load(string? folder, ILogger log)
    {
        lock (Gate)
        {
            // LLamaSharp tries once; what comes after a failure would be a crash.
            if (_failure is not null)
                throw new ModelLoadException(_failure.Message, _failure);
            var wanted = folder is null ? "" : Path.GetFullPath(folder);
            if (_loaded is not null && _loaded != wanted)
                throw new ModelLoadException(
                    $"LLamaSharp:LibraryPath is '{folder}', and llama.cpp was loaded from '{_loaded}': one process can load it once.");
            LlamaCppLog.WriteTo(log);
            if (_loaded is not null)
                return;
            if (folder is not null)
                Prepare(wanted);
            Start(folder);
            _loaded = wanted;
        }
    }

    /// <summary>Names the library to LLamaSharp, and loads the ggml backends beside it, which LLamaSharp does not look for.</summary>
    private static void Prepare(string folder)
    {
        var llama = Find(folder, "llama");
        if (NativeLibrary.TryLoad(Find(folder, "ggml-base"), out var ggmlBase) && NativeLibrary.TryLoad(Find(folder, "ggml"), out var ggml))
        {
            LogTo(ggmlBase, LlamaCppLog.Receiver);
            LoadBackends(ggml, folder);
        }

        NativeLibraryConfig.All.WithLibrary(llama, null);
    }

    /// <summary>Calls <c>ggml_log_set</c>: what backends say as they are loaded would else go to standard error.</summary>
    private static unsafe void LogTo(nint ggmlBase, nint receiver) =>
        ((delegate* unmanaged[Cdecl]<nint, nint, void>)NativeLibrary.GetExport(ggmlBase, "ggml_log_set"))(receiver, 0);

    /// <summary>Calls <c>ggml_backend_load_all_from_path</c>, unless ggml was linked with its backends.</summary>
    private static unsafe void LoadBackends(nint ggml, string folder)
    {
        var count = (delegate* unmanaged[Cdecl]<nuint>)NativeLibrary.GetExport(ggml, "ggml_backend_dev_count");
        if (count() > 0)
            return;
        var load = (delegate* unmanaged[Cdecl]<nint, void>)NativeLibrary.GetExport(ggml, "ggml_backend_load_all_from_path");
        var path = Marshal.StringToCoTaskMemUTF8(folder);
        load(path);
        Marshal.FreeCoTaskMem(path);
        if (count() == 0)
            throw new ModelLoadException(
                $"LLamaSharp:LibraryPath is '{folder}', which has no ggml backend (libggml-cpu…) that runs on this machine.");
    }

    /// <summary>A library's file, which may carry a version: <c>libllama.so</c>, <c>libllama.so.0</c>, <c>libllama.b8390.so</c>.</summary>
    private static string Find(string folder, string name)
    {
        var (prefix, suffix) = OperatingSystem.IsWindows() ? ("", ".dll") : ("lib", OperatingSystem.IsMacOS() ? ".dylib" : ".so");
        var found = Directory.Exists(folder)
            ? Directory.EnumerateFiles(folder, $"{prefix}{name}.*")
                .Where(file => Path.GetFileName(file).Contains(suffix, StringComparison.Ordinal))
                .MinBy(file => file.Length)
            : null;
        return found ?? throw new ModelLoadException(
            $"LLamaSharp:LibraryPath is '{folder}', and there is no {prefix}{name}{suffix} in it. "
            + "Name the folder of a llama.cpp build, or leave it out to use the package LLamaSharp.Backend.* of the build.");
    }

    private static void Start(string? folder)
    {
        try
        {
            NativeApi.llama_empty_call();
        }
        catch (TypeInitializationException error)
        {
            _failure = new ModelLoadException(
                folder is null
                    ? "Backend LLamaSharp: this build has no llama.cpp libraries. Build it with LLamaSharpNatives=Cpu (or Cuda12, Vulkan), or "
                        + "set LLamaSharp:LibraryPath to the folder of a llama.cpp build."
                    : $"LLamaSharp:LibraryPath is '{folder}', and the llama.cpp in it cannot be loaded: {error.InnerException?.Message}",
                error);
            throw _failure;
        }
    }
}
