using System;
using System.Collections.Generic;

namespace LowLatencyEngine.Fix;

/// <summary>
/// What a session is told at construction. Immutable; the password is never part of a text. Where QuickFIX has an
/// option of the same meaning, <see cref="QuickFixOptions"/> sets it by QuickFIX's name.
/// </summary>
public sealed record FixSessionOptions
{
    private const long NsPerSecond = 1_000_000_000;

    /// <summary>SenderCompID(49) of what we send; TargetCompID(56) of what we receive.</summary>
    public required string SenderCompId { get; init; }

    /// <summary>TargetCompID(56) of what we send; SenderCompID(49) of what we receive.</summary>
    public required string TargetCompId { get; init; }

    /// <summary>SenderSubID(50) of what we send; empty for none.</summary>
    public string SenderSubId { get; init; } = "";

    /// <summary>SenderLocationID(142) of what we send; empty for none.</summary>
    public string SenderLocationId { get; init; } = "";

    /// <summary>TargetSubID(57) of what we send; empty for none.</summary>
    public string TargetSubId { get; init; } = "";

    /// <summary>TargetLocationID(143) of what we send; empty for none.</summary>
    public string TargetLocationId { get; init; } = "";

    /// <summary>BeginString(8): FIX.4.0 to FIX.4.4, or FIXT.1.1 for FIX 5.0 and later.</summary>
    public string BeginString { get; init; } = "FIX.4.4";

    /// <summary>
    /// With FIXT.1.1: version of the application messages, FIX.5.0 to FIX.5.0SP2; goes out as DefaultApplVerID(1137).
    /// </summary>
    public string DefaultApplVerId { get; init; } = "";

    /// <summary>True for the side that connects and sends the first Logon(A).</summary>
    public bool IsInitiator { get; init; }

    /// <summary>Username(553) of our Logon; an acceptor demands it of its peer's. Empty for none.</summary>
    public string Username { get; init; } = "";

    /// <summary>Password(554) of our Logon; an acceptor demands it of its peer's. Empty for none.</summary>
    public string Password { get; init; } = "";

    /// <summary>RawData(96) of an initiator's Logon, for venues that want a token there. Empty for none.</summary>
    public string RawData { get; init; } = "";

    /// <summary>
    /// Tag of the Logon whose Y asks the venue to cancel all orders when the connection is lost; venues differ in it.
    /// 0 where the venue has none.
    /// </summary>
    public int CancelOnDisconnectTag { get; init; }

    /// <summary>An initiator asks for that in its Logon.</summary>
    public bool CancelsOnDisconnect { get; init; }

    /// <summary>
    /// HeartBtInt(108) that an initiator asks for; an acceptor takes the initiator's. 0 for no heartbeats.
    /// </summary>
    public int HeartbeatIntervalSeconds { get; init; } = 30;

    /// <summary>Both sequence numbers start at 1 with every logon; an initiator sends ResetSeqNumFlag(141)=Y.</summary>
    public bool ResetOnLogon { get; init; }

    /// <summary>Both sequence numbers start at 1 after a Logout(5) of either side.</summary>
    public bool ResetOnLogout { get; init; }

    /// <summary>Both sequence numbers start at 1 after every end of the connection.</summary>
    public bool ResetOnDisconnect { get; init; }

    /// <summary>
    /// The store is asked for its numbers again at every logon: for a standby that takes over another's store.
    /// </summary>
    public bool RefreshOnLogon { get; init; }

    /// <summary>
    /// An acceptor answers ResetSeqNumFlag(141)=Y with the same, as FIX 4.4 asks; some older engines do not.
    /// </summary>
    public bool EchoesResetSeqNumFlag { get; init; } = true;

    /// <summary>
    /// After logon, a TestRequest(1) must come back before <see cref="FixSession.IsSynchronized"/>: FIX 4.4 Volume 2,
    /// "Logon", recommends it, because only then has the peer said what it misses.
    /// </summary>
    public bool ConfirmsSynchronization { get; init; }

    /// <summary>
    /// Header, trailer and session messages; before FIX 5.0 all messages. None: only the wire is checked.
    /// </summary>
    public FixDictionary? Dictionary { get; init; }

    /// <summary>With FIXT.1.1: one for each application version that the peer may use, told by its version.</summary>
    public IReadOnlyList<FixDictionary> ApplicationDictionaries { get; init; } = [];

    /// <summary>What is checked against the dictionary.</summary>
    public FixValidationOptions Validation { get; init; } = FixValidationOptions.Default;

    /// <summary>
    /// Application messages with a <see cref="FixFlaw"/> are refused with Reject(3), all but ExecutionReports. False
    /// delivers them with their flaw.
    /// </summary>
    public bool RejectsFlawedApplicationMessages { get; init; }

    /// <summary>
    /// ExecutionReports too are refused for a flaw: only for a side that never gets fills, because a fill that is
    /// refused has happened all the same.
    /// </summary>
    public bool RejectsFlawedExecutionReports { get; init; }

    /// <summary>SenderCompID(49) and TargetCompID(56) must be the session's.</summary>
    public bool ChecksCompIds { get; init; } = true;

    /// <summary>A wrong BodyLength(9) or CheckSum(10) makes a message garbled; false lets it through.</summary>
    public bool ValidatesLengthAndChecksum { get; init; } = true;

    /// <summary>A garbled message draws a Reject(3) and its number counts, where it has one to be read.</summary>
    public bool RejectsGarbledMessages { get; init; }

    /// <summary>A message with PossDupFlag(43) must say when it was first sent, in OrigSendingTime(122).</summary>
    public bool RequiresOrigSendingTime { get; init; } = true;

    /// <summary>Every message says in LastMsgSeqNumProcessed(369) what was worked on last.</summary>
    public bool SendsLastMsgSeqNumProcessed { get; init; }

    /// <summary>
    /// Logon(A) says in NextExpectedMsgSeqNum(789) what is missing, and the peer sends it unasked.
    /// </summary>
    public bool SendsNextExpectedMsgSeqNum { get; init; }

    /// <summary>Messages that one ResendRequest(2) asks for; 0 for all that are missing.</summary>
    public int ResendRequestMessageCountMax { get; init; }

    /// <summary>
    /// Every message beyond an open gap draws another ResendRequest(2); for peers that lose the first.
    /// </summary>
    public bool SendsRedundantResendRequests { get; init; }

    /// <summary>
    /// A refused initiator takes the number to go on with from NextExpectedMsgSeqNum(789) of the Logout(5), as CME's
    /// enhanced resend asks. Only for venues that say so: it may use a number twice.
    /// </summary>
    public bool UsesCmeEnhancedResend { get; init; }

    /// <summary>A ResendRequest(2) with PossDupFlag(43) is not served.</summary>
    public bool IgnoresPossDupResendRequests { get; init; }

    /// <summary>A silent peer is told with a Logout(5) that its time is over, before the connection is cut.</summary>
    public bool LogsOutBeforeTimeoutDisconnect { get; init; }

    /// <summary>
    /// Every ResendRequest(2) is answered with a gap fill, whatever the session keeps: right for a sender of orders.
    /// </summary>
    public bool ResendsGapFillOnly { get; init; }

    /// <summary>
    /// Messages older than this are not sent again but filled over; 0 for no bound. Orders have a bound of their own.
    /// </summary>
    public long ResendAgeMaxNs { get; init; }

    /// <summary>
    /// Orders and replacements older than this are not sent again but filled over: an order from before a pause is not
    /// what its sender wants any more. 0, the default, sends none again.
    /// </summary>
    public long OrderResendAgeMaxNs { get; init; }

    /// <summary>How long an initiator's owner waits before it connects again.</summary>
    public long ReconnectIntervalNs { get; init; } = 30 * NsPerSecond;

    /// <summary>Where an initiator connects to, in the order to try them.</summary>
    public IReadOnlyList<FixAddress> Addresses { get; init; } = [];

    /// <summary>
    /// Connections that an acceptor lets into this session in one minute; more are closed without a word. 0 for no
    /// bound. An initiator's pace is its owner's.
    /// </summary>
    public int LogonsPerMinuteMax { get; init; }

    /// <summary>How long the peer's Logon may take.</summary>
    public long LogonTimeoutNs { get; init; } = 10 * NsPerSecond;

    /// <summary>How long the answer to our Logout may take.</summary>
    public long LogoutTimeoutNs { get; init; } = 2 * NsPerSecond;

    /// <summary>How far SendingTime(52) may be from our clock; 0 for no check.</summary>
    public long SendingTimeToleranceNs { get; init; } = 120 * NsPerSecond;

    /// <summary>How long a gap may stay without progress before it is asked for again.</summary>
    public long ResendTimeoutNs { get; init; } = 10 * NsPerSecond;

    /// <summary>ResendRequests without any progress after which the session ends.</summary>
    public int ResendAttemptsMax { get; init; } = 3;

    /// <summary>Longest message, both ways. The input and output buffers hold four of them.</summary>
    public int MessageSizeBytesMax { get; init; } = 16_384;

    /// <summary>
    /// Messages that are held while a gap before them is open; what finds no room is asked for again.
    /// </summary>
    public int HeldMessageCountMax { get; init; } = 256;

    /// <summary>
    /// Messages of the peer that are taken in one second; the rest waits, unread. 0 for no bound.
    /// </summary>
    public int InboundMessagesPerSecondMax { get; init; }

    /// <summary>Digits of SendingTime(52); before FIX 4.2 there are none.</summary>
    public FixTimePrecision SendingTimePrecision { get; init; } = FixTimePrecision.Milliseconds;

    /// <summary>When the session may be logged on; none: always.</summary>
    public FixSchedule? Schedule { get; init; }

    /// <summary>Sees every message, for a log; none: nobody does.</summary>
    public IFixMessageTap? Tap { get; init; }

    internal FixVersion Version => FixVersion.Of(BeginString)!;

    internal FixTimePrecision TimePrecision =>
        Version.HasMilliseconds ? SendingTimePrecision : FixTimePrecision.Seconds;

    /// <summary>Whom it connects, for messages and logs: no secret is in it.</summary>
    public override string ToString() => $"{BeginString}:{SenderCompId}->{TargetCompId}";

    /// <summary>Checks everything that would be found out only on the wire.</summary>
    /// <exception cref="ArgumentException">A value is missing or out of range.</exception>
    internal void ThrowIfInvalid()
    {
        ThrowIfNoFieldText(SenderCompId, nameof(SenderCompId), isRequired: true);
        ThrowIfNoFieldText(TargetCompId, nameof(TargetCompId), isRequired: true);
        ThrowIfNoFieldText(SenderSubId, nameof(SenderSubId), isRequired: false);
        ThrowIfNoFieldText(TargetSubId, nameof(TargetSubId), isRequired: false);
        ThrowIfNoFieldText(SenderLocationId, nameof(SenderLocationId), isRequired: false);
        ThrowIfNoFieldText(TargetLocationId, nameof(TargetLocationId), isRequired: false);
        ThrowIfNoFieldText(Username, nameof(Username), isRequired: false);
        ThrowIfNoFieldText(Password, nameof(Password), isRequired: false);
        ThrowIfNoFieldText(RawData, nameof(RawData), isRequired: false);
        if (FixVersion.Of(BeginString) is null)
        {
            throw new ArgumentException(
                $"FIX version is not supported: beginString={BeginString}; use FIX.4.0 to FIX.4.4 or FIXT.1.1");
        }

        if (Version.IsTransportOnly && ApplVersions.IndexOf(DefaultApplVerId) < 0)
        {
            throw new ArgumentException(
                $"FIXT.1.1 needs an application version: {nameof(DefaultApplVerId)}={DefaultApplVerId}; " +
                "use FIX.5.0SP2");
        }

        ThrowIfOutside(HeartbeatIntervalSeconds, 0, 86_400, nameof(HeartbeatIntervalSeconds));
        ThrowIfOutside(MessageSizeBytesMax, 1_024, 1 << 24, nameof(MessageSizeBytesMax));
        ThrowIfOutside(HeldMessageCountMax, 1, 1 << 16, nameof(HeldMessageCountMax));
        ThrowIfOutside(ResendAttemptsMax, 1, 100, nameof(ResendAttemptsMax));
        ThrowIfOutside(ResendRequestMessageCountMax, 0, int.MaxValue, nameof(ResendRequestMessageCountMax));
        ThrowIfOutside(InboundMessagesPerSecondMax, 0, int.MaxValue, nameof(InboundMessagesPerSecondMax));
        ThrowIfOutside(LogonsPerMinuteMax, 0, 10_000, nameof(LogonsPerMinuteMax));
        ThrowIfOutside(CancelOnDisconnectTag, CancelsOnDisconnect ? 1 : 0, 99_999, nameof(CancelOnDisconnectTag));
    }

    private static void ThrowIfNoFieldText(string value, string name, bool isRequired)
    {
        if (isRequired && value.Length == 0)
            throw new ArgumentException($"FIX session needs a value: {name} is empty; set it in the configuration");

        const int lengthMax = 64;
        if (value.Length > lengthMax)
            throw new ArgumentException($"FIX session value too long: {name}, length={value.Length}; max={lengthMax}");

        foreach (char c in value)
        {
            if (c is < ' ' or > '~')
                throw new ArgumentException($"FIX session value must be printable ASCII: {name}, code={(int)c}");
        }
    }

    private static void ThrowIfOutside(int value, int min, int max, string name)
    {
        if (value < min || value > max)
            throw new ArgumentException($"FIX session value is out of range: {name}={value}; use {min} to {max}");
    }
}
