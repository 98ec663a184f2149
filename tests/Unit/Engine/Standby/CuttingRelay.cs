using System;
using System.Collections.Generic;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using LowLatencyEngine.Engine.Standby;

namespace LowLatencyEngine.Unit.Engine.Standby;

/// <summary>
/// Stands between a standby and its primary and cuts each connection after so many bytes from the primary, wherever in
/// a frame that is; the numbers come from a seed. After the last cut it lets everything through.
/// </summary>
internal sealed class CuttingRelay : IDisposable
{
    private readonly int _primaryPort;
    private readonly Random _random;
    private readonly int _cutCountMax;
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly Thread _accepting;
    private readonly List<Socket> _ends = []; // Under its own lock.
    private int _cutCount;
    private volatile bool _isOver;

    public CuttingRelay(int primaryPort, int seed, int cutCountMax)
    {
        _primaryPort = primaryPort;
        _random = new Random(seed);
        _cutCountMax = cutCountMax;
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen();
        _accepting = new Thread(Accept);
        _accepting.Start();
    }

    public PrimaryAddress Address => new("127.0.0.1", ((IPEndPoint)_listener.LocalEndPoint!).Port);

    /// <summary>Connections cut so far.</summary>
    public int CutCount => Volatile.Read(ref _cutCount);

    public void Dispose()
    {
        _isOver = true;
        _listener.Dispose();
        Close();
        _accepting.Join();
    }

    private void Accept()
    {
        while (!_isOver)
        {
            try
            {
                using Socket standby = _listener.Accept();
                using Socket primary = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                lock (_ends)
                    _ends.AddRange([standby, primary]);

                primary.Connect(IPAddress.Loopback, _primaryPort);
                long limitBytes = CutCount < _cutCountMax ? _random.Next(1, 60_000) : long.MaxValue;
                var upstream = new Thread(() => Pump(standby, primary, long.MaxValue));
                upstream.Start();
                if (Pump(primary, standby, limitBytes))
                    Interlocked.Increment(ref _cutCount);

                Close();
                upstream.Join();
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                // One end is gone or the test is over.
            }
        }
    }

    /// <summary>True where it ended at the limit.</summary>
    private static bool Pump(Socket source, Socket target, long limitBytes)
    {
        byte[] buffer = new byte[4_096];
        try
        {
            while (limitBytes > 0)
            {
                int count = source.Receive(buffer, (int)Math.Min(buffer.Length, limitBytes), SocketFlags.None);
                if (count == 0)
                    return false;

                target.Send(buffer, count, SocketFlags.None);
                limitBytes -= count;
            }

            return true;
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            return false;
        }
    }

    private void Close()
    {
        lock (_ends)
        {
            foreach (Socket end in _ends)
                end.Dispose();

            _ends.Clear();
        }
    }
}
