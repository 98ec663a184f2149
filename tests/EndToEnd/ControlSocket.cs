using System.IO;
using System.Net.Sockets;
using System.Text;

namespace LowLatencyEngine.EndToEnd;

/// <summary>Speaks to an engine's control door itself: a process for each word would cost a second each.</summary>
internal static class ControlSocket
{
    private const int PatienceMs = 60_000;

    /// <summary>One request, one answer: "ok SEQUENCE", "refused REASON" or "unknown REASON".</summary>
    public static string Ask(string journalFolder, string request)
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.ReceiveTimeout = PatienceMs;
        socket.SendTimeout = PatienceMs;
        socket.Connect(new UnixDomainSocketEndPoint(Path.Combine(journalFolder, "control.sock")));
        socket.Send(Encoding.UTF8.GetBytes(request + "\n"));
        using var reader = new StreamReader(new NetworkStream(socket), Encoding.UTF8);
        return reader.ReadLine() ?? "";
    }
}
