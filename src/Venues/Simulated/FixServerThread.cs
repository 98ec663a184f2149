using System;
using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using LowLatencyEngine.Fix;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Venues.Simulated;

/// <summary>
/// Accepts one FIX session on 127.0.0.1 and polls it on a thread of its own, until it is stopped. What is received and
/// sent is its owner's: <paramref name="work"/> is called in every round and says whether anything moved.
/// </summary>
/// <param name="port">Where it listens.</param>
/// <param name="connection">Disposed with this.</param>
/// <param name="clock">The venue's.</param>
/// <param name="fail">Hears of a bug of the venue, which ends the thread.</param>
/// <param name="work">Given the time, in ns.</param>
internal sealed class FixServerThread(
    ServerPort port, FixConnection connection, IClock clock, Action<Exception> fail, Func<long, bool> work)
    : IDisposable
{
    private const int StopFlushCount = 100;

    private static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(5);

    private FixAcceptor? _acceptor;
    private Thread? _thread;
    private volatile bool _isStopping;

    /// <summary>Port on 127.0.0.1, bound after <see cref="Start"/>.</summary>
    public int Port { get; private set; } = port.Number;

    /// <exception cref="IOException">The port is taken; the message names it.</exception>
    public void Start()
    {
        try
        {
            var listener = new FixListener(new IPEndPoint(IPAddress.Loopback, Port));
            Port = listener.EndPoint.Port;
            _acceptor = new FixAcceptor(listener, [connection]);
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            throw new IOException(BusyPort.Message(port.Name, Port), e);
        }

        _thread = new Thread(Run) { IsBackground = true, Name = $"sim {port.Name}" };
        _thread.Start();
    }

    /// <summary>Logs out, as far as the client takes it, and ends the thread.</summary>
    public void Stop()
    {
        _isStopping = true;
        _thread?.Join();
    }

    public void Dispose()
    {
        _acceptor?.Dispose();
        connection.Dispose();
    }

    private void Run()
    {
        try
        {
            while (!_isStopping)
            {
                if (!Work(clock.NowNs))
                    _acceptor!.WaitForWork(LookInterval);
            }

            LogOut();
        }
        catch (Exception e)
        {
            fail(e); // A bug of the venue: it ends, and its owner hears of it.
        }
    }

    private bool Work(long nowNs)
    {
        bool hasWorked = _acceptor!.Poll(nowNs);
        hasWorked |= connection.Poll(nowNs);
        hasWorked |= work(nowNs);
        return connection.Flush() || hasWorked;
    }

    private void LogOut()
    {
        connection.Session.LogOut("the venue stops"u8, clock.NowNs);
        for (int i = 0; i < StopFlushCount && connection.Session.PendingOutput.Length > 0; i++)
            connection.Flush();
    }
}

/// <summary>A port on 127.0.0.1.</summary>
/// <param name="Name">For messages.</param>
/// <param name="Number">0 for any.</param>
internal readonly record struct ServerPort(string Name, int Number);
