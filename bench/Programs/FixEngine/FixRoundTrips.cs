using System;
using System.Net;
using System.Threading;
using LowLatencyEngine.Fix;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Programs.FixEngine;

/// <summary>An order there and a report back over loopback, both sides spinning on a core of their own.</summary>
internal sealed class FixRoundTrips : IDisposable
{
    private const int WindowSize = 1_000;

    private static readonly SystemClock Clock = new();

    private readonly BenchCores _cores;
    private readonly FixListener _listener = new(new IPEndPoint(IPAddress.Loopback, 0));
    private readonly FixConnection _broker = new(new FixSession(
        new FixSessionOptions { SenderCompId = "BROKER", TargetCompId = "CLIENT" }, new MemorySequenceStore()));

    private readonly FixConnection _client = new(new FixSession(
        new FixSessionOptions { SenderCompId = "CLIENT", TargetCompId = "BROKER", IsInitiator = true },
        new MemorySequenceStore()));

    private bool _isOver;

    public FixRoundTrips(BenchCores cores) => _cores = cores;

    /// <summary>Single round trips, then as many as go with a window of a thousand.</summary>
    public void Measure(int tripCount, int windowedCount, Figures figures, HotSection section)
    {
        var trips = new long[tripCount];
        double tripsPerSecond = 0;
        var broker = new BenchThread("bench-broker", _cores.Near, Answer);
        var client = new BenchThread("bench-client", _cores.Hot, () =>
        {
            LogOn();
            for (int i = 0; i < tripCount / 10; i++)
                trips[i] = Trip();

            Window(WindowSize * 4);
            section.Begin();
            for (int i = 0; i < tripCount; i++)
                trips[i] = Trip();

            tripsPerSecond = Window(windowedCount);
            section.End();
            Volatile.Write(ref _isOver, true); // Release: pairs with the acquire in Answer.
        });
        broker.Start();
        client.Start();
        client.Join();
        broker.Join();
        Array.Sort(trips);
        figures.Add("roundTripP50Us", trips[tripCount / 2] / 1e3)
            .Add("roundTripP99Us", trips[tripCount * 99 / 100] / 1e3)
            .Add("window1000RoundTripsPerSecond", tripsPerSecond);
    }

    public void Dispose()
    {
        _client.Dispose();
        _broker.Dispose();
        _listener.Dispose();
    }

    private void LogOn()
    {
        _client.StartConnecting(_listener.EndPoint, Clock.NowNs);
        while (!_client.Session.IsLoggedOn)
        {
            _client.Poll(Clock.NowNs);
            _client.Session.TryTakeMessage(Clock.NowNs, out _);
            _client.Flush();
        }
    }

    private long Trip()
    {
        long startNs = Ticks.NowNs;
        WriteOrder();
        _client.Flush();
        while (TakeReports() == 0)
        {
            // Spins: the broker has a core of its own.
        }

        return Ticks.NowNs - startNs;
    }

    private double Window(int count)
    {
        long startNs = Ticks.NowNs;
        for (int sent = 0, taken = 0; taken < count; taken += TakeReports())
        {
            for (; sent < count && sent - taken < WindowSize; sent++)
                WriteOrder();

            _client.Flush(); // What is ready goes out together, as from the engine's venue thread.
        }

        return count * 1e9 / (Ticks.NowNs - startNs);
    }

    private void WriteOrder()
    {
        long nowNs = Clock.NowNs;
        FixWriter writer;
        while (!_client.Session.TryBeginMessage(MsgTypes.NewOrderSingle, nowNs, out writer))
            _client.Flush();

        FixMessages.AppendOrder(ref writer, nowNs);
        _client.Session.Commit(ref writer, nowNs);
    }

    private int TakeReports()
    {
        long nowNs = Clock.NowNs;
        _client.Poll(nowNs);
        int taken = 0;
        while (_client.Session.TryTakeMessage(nowNs, out _))
            taken++;

        return taken;
    }

    private void Answer()
    {
        while (!Volatile.Read(ref _isOver)) // Acquire: pairs with the release in Measure.
        {
            long nowNs = Clock.NowNs;
            if (_broker.State == FixConnectionState.Closed)
                _listener.Poll(_broker, nowNs);

            _broker.Poll(nowNs);
            while (_broker.Session.TryTakeMessage(nowNs, out _))
                SendReport(nowNs);

            _broker.Flush();
        }
    }

    private void SendReport(long nowNs)
    {
        FixWriter writer;
        while (!_broker.Session.TryBeginMessage(MsgTypes.ExecutionReport, nowNs, out writer))
            _broker.Flush();

        FixMessages.AppendReport(ref writer, nowNs);
        _broker.Session.Commit(ref writer, nowNs);
    }
}
