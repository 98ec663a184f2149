using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using LowLatencyEngine.Console.Fix;
using LowLatencyEngine.Fix;

namespace LowLatencyEngine.Unit.Fix;

/// <summary>
/// Plays one acceptance script against acceptor sessions in memory; time passes only while the script waits for a
/// message. Fields are compared in order, as QuickFIX's own runner does.
/// </summary>
internal sealed class ScriptPlayer
{
    private const long StepNs = 100_000_000;
    private const int StepCountMax = 600;
    private const RegexOptions PatternOptions = RegexOptions.Singleline | RegexOptions.ExplicitCapture;
    private const string StepPattern = "^(?<verb>[IEie])(?<connection>[0-9]+,)?(?<argument>.*)$";

    private static readonly TimeSpan PatternTimeout = TimeSpan.FromSeconds(10);
    private static readonly HashSet<string> TimeTags = ["42", "52", "60", "122"];

    private readonly List<Acceptor> _acceptors = [];
    private readonly FixSessionTable _table;
    private readonly FixScanner _scanner = new();
    private readonly Dictionary<string, Acceptor?> _acceptorByConnection = []; // Null until it said who it is.
    private readonly HashSet<string> _closed = [];

    private long _nowNs = SessionBench.StartNs;

    public ScriptPlayer(params FixSessionOptions[] sessions)
    {
        foreach (FixSessionOptions options in sessions)
            _acceptors.Add(new Acceptor(options));

        _table = new FixSessionTable(sessions);
    }

    /// <summary>Null where the script passed, else the line and what was wrong.</summary>
    public string? Play(IEnumerable<string> lines)
    {
        int number = 0;
        foreach (string raw in lines)
        {
            number++;
            string line = raw.Trim(' ', '\r', '\n');
            if (line.Length == 0 || line[0] == '#' || line.StartsWith("sleep", StringComparison.Ordinal))
                continue;

            string? failure = Step(Regex.Match(line, StepPattern, PatternOptions, PatternTimeout));
            if (failure is not null)
                return $"line {number}: {failure}";
        }

        return null;
    }

    private string? Step(Match line)
    {
        string connection = line.Groups["connection"].Success ? line.Groups["connection"].Value : "1,";
        string argument = line.Groups["argument"].Value;
        switch (line.Groups["verb"].Value + (argument is "CONNECT" or "DISCONNECT" ? argument : ""))
        {
            case "iCONNECT":
                _acceptorByConnection[connection] = null;
                _closed.Remove(connection);
                return null;

            case "iDISCONNECT":
                _acceptorByConnection[connection]?.Session.ConnectionLost();
                _acceptorByConnection[connection]?.Application.OnLoggedOut();
                return null;

            case "eDISCONNECT":
                return ExpectDisconnect(connection);

            case "I":
                Say(connection, FixText.Complete(AsLatin1(WithTimes(argument))));
                return null;

            default:
                return Compare(AsLatin1(argument), NextMessage(connection));
        }
    }

    private void Say(string connection, byte[] bytes)
    {
        if (_closed.Contains(connection))
            return;

        Acceptor? acceptor = _acceptorByConnection[connection] ?? Place(connection, bytes);
        acceptor?.Session.Receive(bytes);
        Work();
    }

    private Acceptor? Place(string connection, byte[] first)
    {
        FrameVerdict verdict = FixFramer.TryFrame(first, 4_096, out int length);
        int session = -1;
        if (verdict == FrameVerdict.Message)
        {
            FixMessage message = _scanner.Scan(first.AsSpan(0, length));
            session = message.MsgType == MsgTypes.Logon ? _table.Find(in message) : -1;
        }

        if (session < 0 || _acceptors[session].Session.State != FixSessionState.Disconnected)
        {
            _closed.Add(connection);
            return null;
        }

        Acceptor acceptor = _acceptors[session];
        acceptor.Session.Connect(_nowNs);
        _acceptorByConnection[connection] = acceptor;
        return acceptor;
    }

    private string? ExpectDisconnect(string connection)
    {
        if (_closed.Contains(connection))
            return null;

        if (_acceptorByConnection[connection] is not { } acceptor)
            return "expected a disconnect, but nothing was said";

        WaitForOutput(acceptor.Session);
        if (acceptor.Session.PendingOutput.Length > 0)
            return $"expected a disconnect, got {FixText.Show(acceptor.Session.PendingOutput)}";

        acceptor.Application.OnLoggedOut();
        return acceptor.Session.State == FixSessionState.Disconnected ? null : "expected a disconnect";
    }

    private string? NextMessage(string connection)
    {
        if (_acceptorByConnection[connection] is not { } acceptor)
            return null;

        FixSession session = acceptor.Session;
        WaitForOutput(session);
        if (FixFramer.TryFrame(session.PendingOutput, 4_096, out int length) != FrameVerdict.Message)
            return null;

        string message = Encoding.Latin1.GetString(session.PendingOutput[..length]);
        session.ConsumeOutput(length);
        return message;
    }

    private void WaitForOutput(FixSession session)
    {
        for (int i = 0; i < StepCountMax && IsQuiet(session); i++)
        {
            _nowNs += StepNs;
            session.OnTimer(_nowNs);
            Work();
        }
    }

    private static bool IsQuiet(FixSession session) =>
        session.State != FixSessionState.Disconnected && session.PendingOutput.Length == 0;

    private void Work()
    {
        foreach (Acceptor acceptor in _acceptors)
            acceptor.Application.Work(_nowNs);
    }

    private string WithTimes(string text)
    {
        return Regex.Replace(text, "<TIME(?<seconds>[+-][0-9]+)?>", At, PatternOptions, PatternTimeout);

        string At(Match match)
        {
            Group offset = match.Groups["seconds"];
            long seconds = offset.Success ? long.Parse(offset.Value, CultureInfo.InvariantCulture) : 0;
            long timeNs = _nowNs + seconds * 1_000_000_000;
            byte[] time = new byte[FixTimestamp.TextLengthMax];
            return Encoding.ASCII.GetString(time, 0, FixTimestamp.Format(timeNs, FixTimePrecision.Seconds, time));
        }
    }

    private static string AsLatin1(string text) => Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text));

    private static string? Compare(string expected, string? actual)
    {
        if (actual is null)
            return $"expected {expected.Replace('\u0001', '|')}, got nothing";

        string[] wanted = Normalize(expected);
        string[] got = Normalize(actual);
        return wanted.SequenceEqual(got, StringComparer.Ordinal)
            ? null
            : $"expected {string.Join('|', wanted)} got {string.Join('|', got)}";
    }

    private static string[] Normalize(string message) =>
    [
        .. message.Split('\u0001', StringSplitOptions.RemoveEmptyEntries)
            .Where(field => field.Split('=')[0] is not ("9" or "10"))
            .Select(field => TimeTags.Contains(field.Split('=')[0]) ? field.Split('=')[0] + "=time" : field),
    ];

    /// <summary>One session with its application.</summary>
    private sealed class Acceptor
    {
        public Acceptor(FixSessionOptions options)
        {
            Session = new FixSession(options, new MemorySequenceStore(), new SentMessageRing(4_096, 2_048));
            Application = new AcceptApplication(Session);
        }

        public FixSession Session { get; }

        public AcceptApplication Application { get; }
    }
}
