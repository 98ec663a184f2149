using System;
using System.IO;
using System.Net.Sockets;
using System.Text;
using System.Threading;

namespace LowLatencyEngine.Engine.Control;

/// <summary>
/// The one way in for operators: a Unix domain socket, one command a line, one answer a line. Commands become events of
/// the inbound ring; nothing here touches trading state. Serves one client at a time on a thread of its own, away from
/// the hot cores. Who asks is what the kernel says of the other end (SO_PEERCRED), not what he says.
/// </summary>
/// <remarks>
/// <code>
/// request:  halt | resume NAME | cancel-all | cancel ORDER | strategy start NAME | strategy stop NAME |
/// what RiskRequests knows
/// answer:   ok SEQUENCE | proposed SEQUENCE | refused REASON | unknown REASON
/// </code>
/// </remarks>
public sealed class ControlDoor : IDisposable
{
    /// <summary>Longest path a Unix domain socket can have on Linux, bytes.</summary>
    public const int PathLengthMax = 107;

    private const int RequestLengthMax = 256;
    private const int ClientPatienceMs = 2_000;
    private const UnixFileMode ForOne = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private const int StrangerPatienceMs = 100;

    // Of a socket only writing counts. What a stranger says is thrown away unread.
    private const UnixFileMode ForAll = ForOne | UnixFileMode.GroupRead | UnixFileMode.GroupWrite |
        UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    private readonly string _path;
    private readonly Operators _operators;
    private readonly Func<string, Caller, string> _answer;
    private readonly Socket _listener;
    private readonly Thread _thread;

    /// <param name="path">Of the socket; a leftover of a dead engine is replaced.</param>
    /// <param name="operators">Who is let in.</param>
    /// <param name="answer">Carries out one request and words the answer. Called on the door's thread.</param>
    /// <exception cref="IOException">The socket cannot be made there.</exception>
    public ControlDoor(string path, Operators operators, Func<string, Caller, string> answer)
    {
        _path = path;
        _operators = operators;
        _answer = answer;
        File.Delete(path);
        _listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            _listener.Bind(new UnixDomainSocketEndPoint(path));
            File.SetUnixFileMode(path, operators.HasOthers ? ForAll : ForOne);
            _listener.Listen(backlog: 8);
        }
        catch (SocketException e)
        {
            _listener.Dispose();
            throw new IOException(
                $"control door cannot be opened: path={path}, error={e.SocketErrorCode}; choose another folder", e);
        }

        _thread = new Thread(Serve) { Name = "lle-control", IsBackground = true };
        _thread.Start();
    }

    /// <summary>Closes the door and removes its socket.</summary>
    public void Dispose()
    {
        _listener.Dispose();
        _thread.Join();
        File.Delete(_path);
    }

    private void Serve()
    {
        while (true)
        {
            try
            {
                using Socket client = _listener.Accept();
                client.ReceiveTimeout = ClientPatienceMs;
                client.SendTimeout = ClientPatienceMs;
                ServeClient(client);
            }
            catch (ObjectDisposedException)
            {
                return;
            }
            catch (SocketException e) when (e.SocketErrorCode is SocketError.OperationAborted or SocketError.Interrupted
                or SocketError.InvalidArgument or SocketError.NotSocket)
            {
                return;
            }
            catch (SocketException)
            {
                // One client's connection failed: it sees that itself; the door stays open for the next.
            }
        }
    }

    private void ServeClient(Socket client)
    {
        Caller caller = _operators.CallerOf(PeerUser.UidOf(client));
        if (!_operators.Allow(caller.Uid))
        {
            Refuse(client, in caller);
            return;
        }

        Span<byte> buffer = stackalloc byte[RequestLengthMax];
        int length = 0;
        while (length < buffer.Length)
        {
            int received = client.Receive(buffer[length..]);
            if (received == 0)
                return;

            length += received;
            int end = buffer[..length].IndexOf((byte)'\n');
            if (end >= 0)
            {
                string answer = _answer(Encoding.UTF8.GetString(buffer[..end]).Trim(), caller);
                client.Send(Encoding.UTF8.GetBytes(answer + "\n"));
                return;
            }
        }

        client.Send("refused the request is longer than 256 bytes\n"u8);
    }

    /// <summary>
    /// What he sent is taken first: a socket that is closed with words in it may lose the answer. He keeps the door
    /// from others no longer than a tenth of a second.
    /// </summary>
    private void Refuse(Socket client, in Caller caller)
    {
        Span<byte> words = stackalloc byte[RequestLengthMax];
        client.ReceiveTimeout = StrangerPatienceMs;
        try
        {
            client.Receive(words);
        }
        catch (SocketException)
        {
            // He said nothing in time, and is told all the same.
        }

        client.Send(Encoding.UTF8.GetBytes(
            $"refused this account may not act: user={caller.Name}, uid={caller.Uid}, operators={_operators}; " +
            "ask one of them, or name the account in control.operators and start again\n"));
    }
}
