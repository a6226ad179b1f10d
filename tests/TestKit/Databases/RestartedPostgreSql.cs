using System.Diagnostics;
using System.Globalization;

namespace TenantLLM.TestKit.Databases;

/// <summary>A PostgreSQL server that has ended, started again where its data lie. It never outlives the tests.</summary>
public sealed class RestartedPostgreSql : IDisposable
{
    private const string Guard = """
        "$@" &
        server=$!
        read -r _
        kill -INT $server
        wait $server
        """;

    private readonly Process _process;

    /// <param name="folder">The folder in which its data are, in <c>postgres</c>.</param>
    /// <param name="port">The port it had.</param>
    public RestartedPostgreSql(string folder, int port)
    {
        _process = PostgreSqlPrograms.Start(
            folder, "sh", "-c", Guard, "guard", PostgreSqlPrograms.PathOf("postgres"), "-D", "postgres", "-p", port.ToString(CultureInfo.InvariantCulture),
            "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=");
        _process.OutputDataReceived += (_, _) => { };
        _process.ErrorDataReceived += (_, _) => { };
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }
}
