using System;
using System.Collections.Generic;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using LowLatencyEngine.Fix;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Unit.Venues.Simulated;

/// <summary>
/// A trader: the initiator's side of a FIX session over a plain blocking socket. The session outlives connections.
/// </summary>
internal sealed class OrderClient : IDisposable
{
    private readonly SystemClock _clock = new();
    private readonly Queue<Dictionary<int, string>> _taken = new();
    private Socket? _socket;

    public OrderClient(bool resets = false) => Session = new FixSession(
        new FixSessionOptions { SenderCompId = "LLE", TargetCompId = "SIM", IsInitiator = true, ResetOnLogon = resets },
        new MemorySequenceStore());

    public FixSession Session { get; }

    /// <summary>Connects and logs on.</summary>
    public OrderClient Connect(int port)
    {
        _socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)
        {
            ReceiveTimeout = (int)VenueBench.Patience.TotalMilliseconds,
        };
        _socket.Connect(IPAddress.Loopback, port);
        Session.Connect(_clock.NowNs);
        while (!Session.IsLoggedOn)
        {
            Exchange();
            TakeAll();
            if (Session.State == FixSessionState.Disconnected)
                throw new InvalidOperationException($"the venue closed the connection: reason={Session.EndReason}");
        }

        return this;
    }

    /// <summary>Vanishes without a word.</summary>
    public void Vanish()
    {
        _socket!.Dispose();
        Session.ConnectionLost();
    }

    /// <summary>The next application message, as tag and text.</summary>
    public Dictionary<int, string> Next()
    {
        while (_taken.Count == 0)
        {
            if (Session.State == FixSessionState.Disconnected)
                throw new InvalidOperationException($"the session has ended: reason={Session.EndReason}");

            Exchange();
            TakeAll();
        }

        return _taken.Dequeue();
    }

    /// <summary>The next messages, a line each.</summary>
    public string[] Next(int count)
    {
        var lines = new string[count];
        for (int i = 0; i < count; i++)
            lines[i] = Line(Next());

        return lines;
    }

    /// <summary>Runs the session until the venue has closed the connection.</summary>
    public void RunUntilClosed()
    {
        while (Session.State != FixSessionState.Disconnected)
        {
            Exchange();
            TakeAll();
        }
    }

    public void NewOrder(string id, char side, string qty, string? price, char timeInForce = '0') =>
        Send(MsgTypes.NewOrderSingle, [
            (FixTags.ClOrdID, id), (FixTags.Symbol, "BTC-USDT"), (FixTags.Side, side.ToString()),
            (FixTags.OrderQty, qty), (FixTags.OrdType, price is null ? "1" : "2"), (FixTags.Price, price),
            (FixTags.TimeInForce, timeInForce.ToString()),
        ]);

    public void Cancel(string id, string order) => Send(MsgTypes.OrderCancelRequest, [
        (FixTags.ClOrdID, id), (FixTags.OrigClOrdID, order), (FixTags.Symbol, "BTC-USDT"), (FixTags.Side, "1"),
    ]);

    public void Replace(string id, string order, string qty, string price) =>
        Send(MsgTypes.OrderCancelReplaceRequest, [
            (FixTags.ClOrdID, id), (FixTags.OrigClOrdID, order), (FixTags.Symbol, "BTC-USDT"), (FixTags.Side, "1"),
            (FixTags.OrderQty, qty), (FixTags.OrdType, "2"), (FixTags.Price, price),
        ]);

    public void Query(string id) => Send(MsgTypes.OrderStatusRequest, [
        (FixTags.ClOrdID, id), (FixTags.Symbol, "BTC-USDT"), (FixTags.Side, "1"),
    ]);

    /// <summary>Sends any message; a field without a text is left out.</summary>
    public void Send(int msgType, ReadOnlySpan<(int Tag, string? Text)> fields)
    {
        if (!Session.TryBeginMessage(msgType, _clock.NowNs, out FixWriter writer))
            throw new InvalidOperationException($"session does not take a message: state={Session.State}");

        foreach ((int tag, string? text) in fields)
        {
            if (text is not null)
                writer.Append(tag, Encoding.ASCII.GetBytes(text));
        }

        Session.Commit(ref writer, _clock.NowNs);
        Flush();
    }

    /// <summary>Sends bytes past the session; '|' stands for the delimiter.</summary>
    public void SendRaw(string text) => _socket!.Send(Encoding.ASCII.GetBytes(text.Replace('|', '\u0001')));

    /// <summary>"8 F 1 of 7 0.5@100.00 leaves 0", with PossDup in front where the message says so.</summary>
    public static string Line(Dictionary<int, string> fields)
    {
        var text = new StringBuilder();
        if (fields.ContainsKey(FixTags.PossDupFlag))
            text.Append("PossDup ");

        text.Append(fields[FixTags.MsgType]);
        Append(text, fields, FixTags.ExecType, " ");
        Append(text, fields, FixTags.OrdStatus, "/");
        Append(text, fields, FixTags.ClOrdID, " id ");
        Append(text, fields, FixTags.OrigClOrdID, " of ");
        Append(text, fields, FixTags.LastQty, " ");
        Append(text, fields, FixTags.LastPx, "@");
        Append(text, fields, FixTags.LeavesQty, " leaves ");
        Append(text, fields, FixTags.OrdRejReason, " reason ");
        Append(text, fields, FixTags.CxlRejReason, " reason ");
        return text.ToString();
    }

    public void Dispose() => _socket?.Dispose();

    private static void Append(StringBuilder text, Dictionary<int, string> fields, int tag, string before)
    {
        if (fields.TryGetValue(tag, out string? value))
            text.Append(CultureInfo.InvariantCulture, $"{before}{value}");
    }

    private void Exchange()
    {
        Session.OnTimer(_clock.NowNs);
        Flush();
        int count = _socket!.Receive(Session.ReserveInput(), SocketFlags.None, out SocketError error);
        if (error == SocketError.Success && count > 0)
        {
            Session.AddInput(count);
            return;
        }

        if (error == SocketError.TimedOut || error == SocketError.WouldBlock)
            throw new TimeoutException("the venue did not answer");

        Session.ConnectionLost();
    }

    private void TakeAll()
    {
        while (Session.TryTakeMessage(_clock.NowNs, out FixMessage message))
        {
            var fields = new Dictionary<int, string>();
            foreach (FixField field in message)
                fields[field.Tag] = Encoding.ASCII.GetString(field.Value);

            _taken.Enqueue(fields);
        }
    }

    private void Flush()
    {
        while (Session.PendingOutput.Length > 0)
            Session.ConsumeOutput(_socket!.Send(Session.PendingOutput));
    }
}
