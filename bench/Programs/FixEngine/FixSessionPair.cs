using System;
using LowLatencyEngine.Fix;

namespace LowLatencyEngine.Programs.FixEngine;

/// <summary>Two sessions in memory, logged on to each other: one writes reports, the other takes them.</summary>
internal sealed class FixSessionPair
{
    private const long NowNs = 1_768_487_400_123_000_000;

    private readonly FixSession _client;
    private readonly FixSession _broker;

    public FixSessionPair(IFixSequenceStore clientStore)
    {
        _client = new FixSession(
            new FixSessionOptions { SenderCompId = "CLIENT", TargetCompId = "BROKER", IsInitiator = true },
            clientStore);
        _broker = new FixSession(
            new FixSessionOptions { SenderCompId = "BROKER", TargetCompId = "CLIENT" }, new MemorySequenceStore());
        _broker.Connect(NowNs);
        _client.Connect(NowNs);
        Carry(_client, _broker);
        _broker.TryTakeMessage(NowNs, out _);
        Carry(_broker, _client);
        _client.TryTakeMessage(NowNs, out _);
        if (!_client.IsLoggedOn || !_broker.IsLoggedOn)
            throw new InvalidOperationException($"logon failed: client={_client.State}, broker={_broker.State}");
    }

    /// <summary>The bytes of the broker's next reports.</summary>
    public byte[] WriteReports(int count)
    {
        for (int i = 0; i < count; i++)
        {
            if (!_broker.TryBeginMessage(MsgTypes.ExecutionReport, NowNs, out FixWriter writer))
                throw new InvalidOperationException($"the broker's output is full: reports={i}");

            FixMessages.AppendReport(ref writer, NowNs);
            _broker.Commit(ref writer, NowNs);
        }

        byte[] bytes = _broker.PendingOutput.ToArray();
        _broker.ConsumeOutput(bytes.Length);
        return bytes;
    }

    /// <summary>Brings bytes to the client and counts the messages it hands out.</summary>
    public int Take(ReadOnlySpan<byte> bytes)
    {
        int taken = 0;
        while (bytes.Length > 0)
        {
            bytes = bytes[_client.Receive(bytes)..];
            while (_client.TryTakeMessage(NowNs, out _))
                taken++;
        }

        return taken;
    }

    private static void Carry(FixSession from, FixSession to) => from.ConsumeOutput(to.Receive(from.PendingOutput));
}
