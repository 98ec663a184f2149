using System;
using System.Collections.Generic;
using System.Net;
using System.Text;
using LowLatencyEngine.Fix;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Unit.Venues.Simulated;

/// <summary>A client of the venue's quotes that asks and shows answers as text, without header and trailer.</summary>
internal sealed class QuoteClient : IDisposable
{
    private readonly FixConnection _connection = new(new FixSession(
        new FixSessionOptions
        {
            SenderCompId = "LLE", TargetCompId = "SIM", IsInitiator = true, ResetOnLogon = true,
            MessageSizeBytesMax = 1 << 20,
        },
        new MemorySequenceStore()));

    private readonly SystemClock _clock = new();
    private readonly Queue<string> _answers = new();

    public QuoteClient(int port)
    {
        _connection.StartConnecting(new IPEndPoint(IPAddress.Loopback, port), _clock.NowNs);
        VenueBench.WaitUntil(() => Poll() && _connection.Session.IsLoggedOn, "the quote session is logged on");
    }

    /// <summary>Sends a message: "262=1|263=1|".</summary>
    public void Ask(int msgType, string fields)
    {
        _connection.Session.TryBeginMessage(msgType, _clock.NowNs, out FixWriter writer);
        writer.AppendFields(Encoding.ASCII.GetBytes(fields.Replace('|', '\u0001')));
        _connection.Session.Commit(ref writer, _clock.NowNs);
        _connection.Flush();
    }

    /// <summary>The next answer: "35=W|262=1|...".</summary>
    public string Next()
    {
        VenueBench.WaitUntil(() => Poll() && _answers.Count > 0, "the venue answers");
        return _answers.Dequeue();
    }

    public void Dispose() => _connection.Dispose();

    private bool Poll()
    {
        _connection.Poll(_clock.NowNs);
        while (_connection.Session.TryTakeMessage(_clock.NowNs, out FixMessage message))
            _answers.Enqueue(BodyOf(in message));

        _connection.Flush();
        return true;
    }

    private static string BodyOf(in FixMessage message)
    {
        var body = new StringBuilder();
        foreach (FixField field in message)
        {
            if (field.Tag is not (8 or 9 or 34 or 49 or 52 or 56 or 10))
                body.Append(field.Tag).Append('=').Append(Encoding.Latin1.GetString(field.Value)).Append('|');
        }

        return body.ToString();
    }
}
