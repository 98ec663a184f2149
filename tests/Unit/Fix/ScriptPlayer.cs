using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using LowLatencyEngine.Fix;

namespace LowLatencyEngine.Unit.Fix;

/// <summary>
/// Plays one acceptance script against an acceptor session in memory; time passes only while the script waits for a
/// message. Fields are compared as a set within the message: the order of body fields is the application's.
/// </summary>
internal sealed class ScriptPlayer
{
    private const long StepNs = 100_000_000;
    private const int StepCountMax = 600;
    private const RegexOptions PatternOptions = RegexOptions.Singleline | RegexOptions.ExplicitCapture;
    private const string StepPattern = "^(?<verb>[IEie])(?<connection>[0-9]+,)?(?<argument>.*)$";

    private static readonly TimeSpan PatternTimeout = TimeSpan.FromSeconds(10);
    private static readonly HashSet<string> TimeTags = ["42", "52", "60", "122"];

    private readonly FixSession _session = new(
        new FixSessionOptions
        {
            SenderCompId = "ISLD", TargetCompId = "TW", ResetOnLogon = true, EchoesResetSeqNumFlag = false,
            RejectsFlawedApplicationMessages = true,
        },
        new MemorySequenceStore(),
        new SentMessageRing(capacitySlots: 1_024, slotSizeBytes: 2_048));

    private readonly EchoApplication _application = new();
    private long _nowNs = SessionBench.StartNs;
    private string? _owner; // Number of the connection that has the session.

    /// <summary>Null where the script passed, else the line and what was wrong.</summary>
    public string? Play(string path)
    {
        int number = 0;
        foreach (string raw in File.ReadAllLines(path, Encoding.UTF8))
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
                Connect(connection);
                return null;

            case "iDISCONNECT":
                _session.ConnectionLost();
                _owner = null;
                return null;

            case "eDISCONNECT":
                return ExpectDisconnect(connection);

            case "I":
                if (connection == _owner)
                    Say(FixText.Complete(AsLatin1(WithTimes(argument))));

                return null;

            default:
                return Compare(AsLatin1(argument), NextMessage());
        }
    }

    private void Connect(string connection)
    {
        if (_owner is not null && _session.State != FixSessionState.Disconnected)
            return; // A second peer is closed at once, as the listener does.

        _owner = connection;
        _session.ConnectionLost();
        _session.Connect(_nowNs);
        _application.Reset();
    }

    private string? ExpectDisconnect(string connection)
    {
        if (connection != _owner)
            return null;

        WaitForOutput();

        if (_session.PendingOutput.Length > 0)
            return $"expected a disconnect, got {FixText.Show(_session.PendingOutput)}";

        return _session.State == FixSessionState.Disconnected ? null : "expected a disconnect";
    }

    private void Say(ReadOnlySpan<byte> bytes)
    {
        _session.Receive(bytes);
        Work();
    }

    private string? NextMessage()
    {
        WaitForOutput();

        if (FixFramer.TryFrame(_session.PendingOutput, 4_096, out int length) != FrameVerdict.Message)
            return null;

        string message = Encoding.Latin1.GetString(_session.PendingOutput[..length]);
        _session.ConsumeOutput(length);
        return message;
    }

    private void WaitForOutput()
    {
        for (int i = 0; i < StepCountMax && IsQuiet(); i++)
            PassTime();
    }

    private bool IsQuiet() => _session.State != FixSessionState.Disconnected && _session.PendingOutput.Length == 0;

    private void PassTime()
    {
        _nowNs += StepNs;
        _session.OnTimer(_nowNs);
        Work();
    }

    private void Work()
    {
        while (_session.TryTakeMessage(_nowNs, out FixMessage message))
            _application.OnMessage(_session, in message, _nowNs);
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
            .Select(field => TimeTags.Contains(field.Split('=')[0]) ? field.Split('=')[0] + "=time" : field)
            .Order(StringComparer.Ordinal),
    ];
}
