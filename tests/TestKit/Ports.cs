using System.Net;
using System.Net.Sockets;

namespace TenantLLM.TestKit;

/// <summary>Ports for servers: each is handed out once, from below the range that the kernel gives to outgoing connections.</summary>
public static class Ports
{
    private const int First = 20_000;
    private const int Count = 12_000;

    // Test runs side by side begin at different places.
    private static int _next = Environment.ProcessId * 61 % Count;

    public static int Free()
    {
        while (true)
        {
            var port = First + (Interlocked.Increment(ref _next) % Count);
            if (IsFree(port))
                return port;
        }
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
