using System.Net;

namespace TenantLLM.TestKit;

/// <summary>HTTP servers of the tests' own, on loopback.</summary>
public static class LocalHttp
{
    private const int Tries = 5;

    /// <summary>Starts one on a port that nobody took since it was free.</summary>
    /// <param name="path">What it answers: all below this, which begins and ends with a slash.</param>
    /// <returns>The server, which the caller closes, and the address of its root, without a slash at its end.</returns>
    public static (HttpListener Listener, string Root) Listen(string path = "/")
    {
        for (var tried = 1; ; tried++)
        {
            var root = $"http://127.0.0.1:{Ports.Free()}";
            var listener = new HttpListener();
            listener.Prefixes.Add(root + path);
            try
            {
                listener.Start();
                return (listener, root);
            }
            catch (HttpListenerException) when (tried < Tries)
            {
                listener.Close();
            }
        }
    }
}
