using System;
using BenchmarkDotNet.Attributes;
using LowLatencyEngine.Fix;

namespace LowLatencyEngine.Micro.Fix;

/// <summary>
/// One order from one session to another in memory: write, number, copy, frame, scan, check, hand out. Gate: 0 bytes
/// allocated. Time is reported, not gated: it depends on the machine.
/// </summary>
[MemoryDiagnoser]
public class FixSessionBenchmarks
{
    private const long NowNs = 1_768_487_400_000_000_000;

    private readonly FixSession _engine = new(
        new FixSessionOptions { SenderCompId = "ENGINE", TargetCompId = "VENUE", IsInitiator = true },
        new MemorySequenceStore());

    private readonly FixSession _venue = new(
        new FixSessionOptions { SenderCompId = "VENUE", TargetCompId = "ENGINE" },
        new MemorySequenceStore());

    [GlobalSetup]
    public void LogOn()
    {
        _venue.Connect(NowNs);
        _engine.Connect(NowNs);
        Carry(_engine, _venue);
        _venue.TryTakeMessage(NowNs, out _);
        Carry(_venue, _engine);
        _engine.TryTakeMessage(NowNs, out _);
        if (!_engine.IsLoggedOn || !_venue.IsLoggedOn)
            throw new InvalidOperationException($"logon failed: engine={_engine.State}, venue={_venue.State}");
    }

    [Benchmark]
    public long OrderFromSessionToSession()
    {
        if (_engine.TryBeginMessage(MsgTypes.NewOrderSingle, NowNs, out FixWriter writer))
        {
            writer.Append(FixTags.ClOrdID, 1_000_123);
            writer.Append(FixTags.Symbol, "BTC-USDT"u8);
            writer.AppendChar(FixTags.Side, '1');
            writer.Append(FixTags.OrderQty, "0.50000"u8);
            writer.AppendChar(FixTags.OrdType, '2');
            writer.Append(FixTags.Price, "61659.70"u8);
            _engine.Commit(ref writer, NowNs);
        }

        Carry(_engine, _venue);
        return _venue.TryTakeMessage(NowNs, out FixMessage message) ? message.MsgSeqNum : 0;
    }

    private static void Carry(FixSession from, FixSession to) => from.ConsumeOutput(to.Receive(from.PendingOutput));
}
