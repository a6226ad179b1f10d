using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Npgsql;

namespace TenantLLM.TestKit.Databases;

/// <summary>A PostgreSQL server of the tests' own, on a free port of this machine. It never outlives them.</summary>
public sealed class PostgreSqlServer : IDisposable
{
    private const string User = "tenantllm";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly Lazy<PostgreSqlServer> Run = new(() => new PostgreSqlServer());

    private readonly TemporaryFolder _folder = new();
    private readonly int _port = Ports.Free();
    private Process? _process;

    public PostgreSqlServer()
    {
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Dispose();
        File.WriteAllText(_folder.File("password"), Password);
        PostgreSqlPrograms.GiveAway(_folder.Root);
        using (var initdb = PostgreSqlPrograms.Start(
            "initdb", _folder.Root, "-D", "data", "-U", User, "--auth=scram-sha-256", "--pwfile=password", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"))
        {
            var error = initdb.StandardError.ReadToEndAsync();
            initdb.StandardOutput.ReadToEnd();
            initdb.WaitForExit();
            if (initdb.ExitCode != 0)
                throw new InvalidOperationException($"initdb failed: {error.Result}");
        }

        Start();
    }

    /// <summary>Why there can be no server; null where there can.</summary>
    public static string? Missing => PostgreSqlPrograms.Missing;

    /// <summary>The one that all tests share which do not stop it.</summary>
    public static PostgreSqlServer Shared => Run.Value;

    /// <summary>What must be in no log.</summary>
    public string Password { get; } = RandomNumberGenerator.GetHexString(32);

    /// <summary>Starts it, and waits until it answers.</summary>
    public void Start()
    {
        _process = PostgreSqlPrograms.Start(
            "postgres", _folder.Root, "-D", "data", "-p", _port.ToString(CultureInfo.InvariantCulture), "-c", "listen_addresses=127.0.0.1",
            "-c", "unix_socket_directories=", "-c", "max_connections=400", "-c", "fsync=off");
        var ready = new ManualResetEventSlim();
        _process.OutputDataReceived += (_, _) => { };
        _process.ErrorDataReceived += (_, line) =>
        {
            if (line.Data?.Contains("ready to accept connections", StringComparison.Ordinal) == true)
                ready.Set();
        };
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        if (!ready.Wait(Patience))
            throw new TimeoutException($"The PostgreSQL server of the tests never answered within {Patience}.");
    }

    /// <summary>Stops it, as an administrator does who waits for nobody.</summary>
    public void Stop()
    {
        using (var kill = Process.Start("kill", ["-INT", _process!.Id.ToString(CultureInfo.InvariantCulture)]))
            kill.WaitForExit();
        _process.WaitForExit();
    }

    /// <summary>Makes a database, where it is not there.</summary>
    public void CreateDatabase(string name)
    {
        try
        {
            Execute($"""CREATE DATABASE "{name}" """);
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.DuplicateDatabase)
        {
            // As it was left.
        }
    }

    /// <summary>The configuration under which a server finds a database.</summary>
    public IReadOnlyDictionary<string, string?> Settings(string database) => new Dictionary<string, string?>
    {
        ["Storage:Provider"] = "PostgreSql",
        ["Storage:ConnectionString"] = ConnectionString(database),
    };

    public void Execute(string sql, string database = "postgres")
    {
        using var connection = Open(database);
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }

    public NpgsqlConnection Open(string database)
    {
        var connection = new NpgsqlConnection(ConnectionString(database) + ";Pooling=false");
        connection.Open();
        return connection;
    }

    public void Dispose()
    {
        if (_process is null)
            return;
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
        _process = null;
        _folder.Dispose();
    }

    private string ConnectionString(string database) =>
        string.Create(CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={_port};Database={database};Username={User};Password={Password}");
}
