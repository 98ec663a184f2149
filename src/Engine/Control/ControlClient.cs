using System;
using System.IO;
using System.Net.Sockets;
using System.Text;

namespace LowLatencyEngine.Engine.Control;

/// <summary>What came of a request to a running engine.</summary>
public enum ControlOutcome
{
    /// <summary>Carried out and journaled.</summary>
    Done,

    /// <summary>The engine refused it; nothing changed.</summary>
    Refused,

    /// <summary>Nobody is behind the door.</summary>
    NotReachable,

    /// <summary>Sent, but no answer came: it may or may not have been carried out.</summary>
    Unknown,

    /// <summary>Journaled, and in force once a second person asks for the same.</summary>
    Proposed,
}

/// <summary>The other side of <see cref="ControlDoor"/>, for consoles.</summary>
public static class ControlClient
{
    private const int PatienceMs = 10_000;
    private const string NoAnswer =
        "outcome unknown: the engine closed the door without an answer; look with 'lle status'";

    /// <summary>Sends one request and waits up to ten seconds for its answer.</summary>
    public static (ControlOutcome Outcome, string Text) Ask(string path, string request)
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.ReceiveTimeout = PatienceMs;
        socket.SendTimeout = PatienceMs;
        try
        {
            socket.Connect(new UnixDomainSocketEndPoint(path));
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.AccessDenied)
        {
            return (
                ControlOutcome.Refused,
                $"the door is closed to this account: door={path}, user={Environment.UserName}; ask as the account " +
                    "that runs the engine, or name this one in control.operators and let it into the folder");
        }
        catch (Exception e) when (e is SocketException or ArgumentException)
        {
            return (
                ControlOutcome.NotReachable,
                $"no engine answers: door={path}; is it running, and with this journal folder?");
        }

        try
        {
            Send(socket, request);
            using var reader = new StreamReader(new NetworkStream(socket), Encoding.UTF8);
            return Read(reader.ReadLine());
        }
        catch (Exception e) when (e is SocketException or IOException)
        {
            return (
                ControlOutcome.Unknown,
                $"outcome unknown: request={request}, error={e.Message}; look with 'lle status' before asking again");
        }
    }

    /// <summary>A door that is closed before it was asked has said why.</summary>
    private static void Send(Socket socket, string request)
    {
        try
        {
            socket.Send(Encoding.UTF8.GetBytes(request + "\n"));
        }
        catch (SocketException e) when (e.SocketErrorCode is SocketError.Shutdown or SocketError.ConnectionReset)
        {
            return;
        }
    }

    private static (ControlOutcome Outcome, string Text) Read(string? answer)
    {
        string[] words = (answer ?? "").Split(' ', 2);
        string text = words.Length > 1 ? words[1] : "";
        return words[0] switch
        {
            "ok" => (ControlOutcome.Done, text),
            "proposed" => (ControlOutcome.Proposed, text),
            "refused" => (ControlOutcome.Refused, text),
            _ => (ControlOutcome.Unknown, text.Length > 0 ? text : NoAnswer),
        };
    }
}
