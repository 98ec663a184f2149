using System;
using System.Collections.Generic;
using LowLatencyEngine.Fix;

namespace LowLatencyEngine.Unit.Fix;

/// <summary>
/// An order sender and a venue, wired back to back in memory; the venue answers each order with a fill of the same id.
/// The wire can be cut at any byte and made to lose or repeat what it carries.
/// </summary>
internal sealed class SessionPair
{
    private const long NsPerSecond = 1_000_000_000;

    private readonly Queue<long> _fillsToSend = new();
    private long _lastOrderId;

    public SessionPair(IFixResendSource? venueSource)
    {
        Initiator = new FixSession(
            new FixSessionOptions
            {
                SenderCompId = "TW", TargetCompId = "ISLD", IsInitiator = true, ConfirmsSynchronization = true,
            },
            InitiatorStore);
        Acceptor = new FixSession(SessionBench.AcceptorOptions, AcceptorStore, venueSource);
    }

    public MemorySequenceStore InitiatorStore { get; } = new();

    public MemorySequenceStore AcceptorStore { get; } = new();

    public FixSession Initiator { get; }

    public FixSession Acceptor { get; }

    public bool IsBroken =>
        Initiator.State == FixSessionState.Disconnected || Acceptor.State == FixSessionState.Disconnected;

    public long NowNs { get; private set; } = SessionBench.StartNs;

    /// <summary>Ids of the orders that reached the venue, where recording was asked for.</summary>
    public List<long>? OrdersReceived { get; set; }

    /// <summary>Ids of the fills that reached the order sender.</summary>
    public List<long>? FillsReceived { get; set; }

    public void Pass(double seconds) => NowNs += (long)(seconds * NsPerSecond);

    public void LogOn()
    {
        Initiator.ConnectionLost();
        Acceptor.ConnectionLost();
        Acceptor.Connect(NowNs);
        Initiator.Connect(NowNs);
        ExchangeAll();
    }

    public bool SendOrder()
    {
        if (!Initiator.TryBeginMessage(MsgTypes.NewOrderSingle, NowNs, out FixWriter writer))
            return false;

        writer.Append(FixTags.ClOrdID, _lastOrderId + 1);
        if (!Initiator.Commit(ref writer, NowNs))
            return false;

        _lastOrderId++;
        return true;
    }

    public void ExchangeAll()
    {
        for (int i = 0; i < 16; i++)
        {
            bool hasMoved = Carry(Initiator, Acceptor, int.MaxValue);
            TakeAtVenue();
            hasMoved |= Carry(Acceptor, Initiator, int.MaxValue);
            TakeAtSender();
            if (!hasMoved)
                return;
        }
    }

    /// <summary>
    /// Carries at most so many bytes each way; what is left in the outputs is lost with the connection.
    /// </summary>
    public void ExchangeAndCut(int bytesToVenue, int bytesToSender)
    {
        Carry(Initiator, Acceptor, bytesToVenue);
        TakeAtVenue();
        Carry(Acceptor, Initiator, bytesToSender);
        TakeAtSender();
    }

    /// <summary>Delivers one chunk to the venue twice, or not at all, as a broken middle box would.</summary>
    public void CarryToVenue(int copies)
    {
        byte[] chunk = Initiator.PendingOutput.ToArray();
        Initiator.ConsumeOutput(chunk.Length);
        for (int i = 0; i < copies; i++)
            Acceptor.Receive(chunk);

        TakeAtVenue();
    }

    /// <summary>The same towards the order sender.</summary>
    public void CarryToSender(int copies)
    {
        byte[] chunk = Acceptor.PendingOutput.ToArray();
        Acceptor.ConsumeOutput(chunk.Length);
        for (int i = 0; i < copies; i++)
            Initiator.Receive(chunk);

        TakeAtSender();
    }

    private static bool Carry(FixSession from, FixSession to, int countMax)
    {
        ReadOnlySpan<byte> pending = from.PendingOutput;
        int count = to.Receive(pending[..Math.Min(pending.Length, countMax)]);
        from.ConsumeOutput(count);
        return count > 0;
    }

    private void TakeAtVenue()
    {
        while (Acceptor.TryTakeMessage(NowNs, out FixMessage message))
        {
            if (!message.TryGetInt64(FixTags.ClOrdID, out long id))
                continue;

            OrdersReceived?.Add(id);
            _fillsToSend.Enqueue(id);
            SendFills();
        }

        SendFills();
    }

    // What cannot be sent now (the session is ending) is sent after the next logon, as a venue does.
    private void SendFills()
    {
        while (_fillsToSend.Count > 0 &&
            Acceptor.TryBeginMessage(MsgTypes.ExecutionReport, NowNs, out FixWriter writer))
        {
            writer.Append(FixTags.ClOrdID, _fillsToSend.Peek());
            if (Acceptor.Commit(ref writer, NowNs))
                _fillsToSend.Dequeue();
        }
    }

    private void TakeAtSender()
    {
        while (Initiator.TryTakeMessage(NowNs, out FixMessage message))
        {
            if (message.TryGetInt64(FixTags.ClOrdID, out long id))
                FillsReceived?.Add(id);
        }
    }
}
