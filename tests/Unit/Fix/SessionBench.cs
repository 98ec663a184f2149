using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using LowLatencyEngine.Fix;

namespace LowLatencyEngine.Unit.Fix;

/// <summary>
/// One session under test, with a person for a peer: what the peer says is written as text without header, what the
/// session says comes back the same way ("35=0|34=2|112=HELLO"). Time stands still unless told.
/// </summary>
internal sealed class SessionBench
{
    public const long StartNs = 1_768_487_400_000_000_000;
    private const long NsPerSecond = 1_000_000_000;

    public SessionBench(
        FixSessionOptions options, IFixResendSource? resendSource = null, IFixSequenceStore? store = null)
    {
        Session = new FixSession(options, store ?? new MemorySequenceStore(), resendSource);
    }

    public FixSession Session { get; }

    /// <summary>Where the session is, and why it ended.</summary>
    public (FixSessionState State, FixEndReason Reason) End => (Session.State, Session.EndReason);

    public long NowNs { get; private set; } = StartNs;

    /// <summary>Application messages handed out so far, as "35=D|34=2|...".</summary>
    public List<string> Delivered { get; } = [];

    public static FixSessionOptions AcceptorOptions { get; } = new() { SenderCompId = "ISLD", TargetCompId = "TW" };

    public static FixSessionOptions InitiatorOptions { get; } =
        new() { SenderCompId = "ISLD", TargetCompId = "TW", IsInitiator = true };

    public static SessionBench LoggedOnAcceptor(IFixResendSource? resendSource = null)
    {
        var bench = new SessionBench(AcceptorOptions, resendSource);
        bench.Connect();
        bench.Hear("35=A|34=1|98=0|108=30|");
        bench.TakeOutput();
        return bench;
    }

    public static SessionBench LoggedOnInitiator(IFixSequenceStore? store = null, FixSessionOptions? options = null)
    {
        var bench = new SessionBench(options ?? InitiatorOptions, store: store);
        bench.Connect();
        long number = bench.Session.NextIncoming;
        bench.Hear($"35=A|34={number}|98=0|108=30|");
        bench.TakeOutput();
        return bench;
    }

    public void Connect() => Session.Connect(NowNs);

    /// <summary>
    /// The peer says something; header fields 49, 52 and 56 are added behind 34 where the text has none.
    /// </summary>
    public void Hear(string body) => HearRaw(PeerMessage(body));

    public void HearRaw(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            int count = Session.Receive(bytes);
            bytes = bytes[count..];
            Take();
            if (count == 0 && Session.State == FixSessionState.Disconnected)
                return;
        }
    }

    public void Take()
    {
        while (Session.TryTakeMessage(NowNs, out FixMessage message))
            Delivered.Add(Strip(message.Bytes));
    }

    public void Pass(double seconds)
    {
        long endNs = NowNs + (long)(seconds * NsPerSecond);
        while (NowNs < endNs)
        {
            NowNs = Math.Min(NowNs + NsPerSecond / 10, endNs);
            Session.OnTimer(NowNs);
        }
    }

    /// <summary>
    /// What the session wrote since the last call, one text a message, without 8, 9, 10, 49, 52, 56, 122.
    /// </summary>
    public string[] TakeOutput()
    {
        var messages = new List<string>();
        ReadOnlySpan<byte> rest = Session.PendingOutput;
        while (FixFramer.TryFrame(rest, Session.Options.MessageSizeBytesMax, out int length) == FrameVerdict.Message)
        {
            messages.Add(Strip(rest[..length]));
            rest = rest[length..];
        }

        if (rest.Length > 0)
            messages.Add("not a message: " + FixText.Show(rest));

        Session.ConsumeOutput(Session.PendingOutput.Length);
        return [.. messages];
    }

    public byte[] PeerMessage(string body)
    {
        string time = TimeText(NowNs);
        string text = body.StartsWith("8=", StringComparison.Ordinal) ? body : "8=FIX.4.4|" + body;
        if (!text.Contains("|49=", StringComparison.Ordinal))
        {
            int typeEnd = text.IndexOf('|', text.IndexOf("|35=", StringComparison.Ordinal) + 1);
            string sendingTime = text.Contains("|52=", StringComparison.Ordinal) ? "" : $"|52={time}";
            text = text[..typeEnd] + $"|49=TW{sendingTime}|56=ISLD" + text[typeEnd..];
        }

        return FixText.Message(text);
    }

    public string TimeAfter(double seconds) => TimeText(NowNs + (long)(seconds * NsPerSecond));

    public bool Send(string body)
    {
        string[] fields = body.Split('|', StringSplitOptions.RemoveEmptyEntries);
        int msgType = MsgTypes.Pack(Encoding.ASCII.GetBytes(fields[0][3..]));
        if (!Session.TryBeginMessage(msgType, NowNs, out FixWriter writer))
            return false;

        foreach (string field in fields.Skip(1))
        {
            string[] parts = field.Split('=', 2);
            writer.Append(int.Parse(parts[0], CultureInfo.InvariantCulture), Encoding.ASCII.GetBytes(parts[1]));
        }

        return Session.Commit(ref writer, NowNs);
    }

    private static string TimeText(long timestampNs)
    {
        byte[] text = new byte[FixTimestamp.TextLengthMax];
        return Encoding.ASCII.GetString(text, 0, FixTimestamp.Format(timestampNs, FixTimePrecision.Milliseconds, text));
    }

    private static string Strip(ReadOnlySpan<byte> message)
    {
        var fields = new List<string>();
        foreach (FixField field in new FixFieldReader(message))
        {
            if (field.Tag is not (8 or 9 or 10 or 49 or 52 or 56 or 122))
                fields.Add($"{field.Tag}={FixText.Show(field.Value)}");
        }

        return string.Join('|', fields);
    }
}
