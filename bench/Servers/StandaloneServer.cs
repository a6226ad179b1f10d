namespace TenantLLM.Bench.Servers;

/// <summary>TenantLLM's Standalone as a process of its own, with an empty database.</summary>
internal sealed class StandaloneServer : IAsyncDisposable
{
    public const string Model = "bench";

    private readonly ServerProcess _process;
    private readonly ChatClient[] _chats;
    private bool _isDisposed;

    private StandaloneServer(ServerProcess process, ChatClient[] chats)
    {
        _process = process;
        _chats = chats;
    }

    /// <summary>The first project's client.</summary>
    public ChatClient Chat => _chats[0];

    public TimeSpan ProcessorTime => _process.ProcessorTime;

    public long ResidentBytes => _process.ResidentBytes;

    /// <param name="database">The database's file; it is made.</param>
    /// <param name="model">Keys under <c>Models:0</c>, without its id.</param>
    /// <param name="projects">Names of its projects, at least one.</param>
    /// <param name="more">Variables beside these.</param>
    public static async Task<StandaloneServer> StartAsync(
        string database,
        IReadOnlyDictionary<string, string> model,
        IReadOnlyList<string> projects,
        IReadOnlyDictionary<string, string>? more = null)
    {
        var url = $"http://127.0.0.1:{ServerProcess.FreePort()}";
        var environment = new Dictionary<string, string>(more ?? new Dictionary<string, string>())
        {
            ["DOTNET_ENVIRONMENT"] = "Production",
            ["Urls"] = url,
            ["Storage__Path"] = database,
            ["Models__0__Id"] = Model,
        };
        foreach (var (key, value) in model)
            environment[$"Models__0__{key}"] = value;
        for (var project = 0; project < projects.Count; project++)
            environment[$"Projects__{project}__Name"] = projects[project];
        var process = ServerProcess.Start("dotnet", [Workspace.Standalone], environment);
        var keys = await KeysAsync(process, projects.Count);
        return new StandaloneServer(process, [.. projects.Select(name => new ChatClient(process, new Uri(url), keys[name]))]);
    }

    /// <param name="project">Its place among the projects.</param>
    public ChatClient ChatOf(int project) => _chats[project];

    public async ValueTask DisposeAsync()
    {
        if (_isDisposed)
            return;
        _isDisposed = true;
        foreach (var chat in _chats)
            chat.Dispose();
        await _process.DisposeAsync();
    }

    // It prints each project's name in one line and its key in a later one, once it listens.
    private static async Task<Dictionary<string, string>> KeysAsync(ServerProcess process, int count)
    {
        const string Project = "Project '";
        var keys = new Dictionary<string, string>();
        var name = "";
        while (keys.Count < count)
        {
            var line = (await process.WaitForLineAsync(line => line.StartsWith(Project, StringComparison.Ordinal) || IsKey(line))).Trim();
            if (IsKey(line))
                keys[name] = line;
            else
                name = line[Project.Length..line.IndexOf('\'', Project.Length)];
        }

        return keys;
    }

    private static bool IsKey(string line) => line.TrimStart().StartsWith("sk-", StringComparison.Ordinal);
}
