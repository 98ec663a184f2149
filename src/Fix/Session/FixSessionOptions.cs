using System;

namespace LowLatencyEngine.Fix;

/// <summary>What a session is told at construction. Immutable; the password is never part of a text.</summary>
public sealed class FixSessionOptions
{
    private const long NsPerSecond = 1_000_000_000;

    /// <summary>SenderCompID(49) of what we send; TargetCompID(56) of what we receive.</summary>
    public required string SenderCompId { get; init; }

    /// <summary>TargetCompID(56) of what we send; SenderCompID(49) of what we receive.</summary>
    public required string TargetCompId { get; init; }

    /// <summary>SenderSubID(50) of what we send; empty for none.</summary>
    public string SenderSubId { get; init; } = "";

    /// <summary>TargetSubID(57) of what we send; empty for none.</summary>
    public string TargetSubId { get; init; } = "";

    /// <summary>BeginString(8), FIX.4.0 to FIX.4.4.</summary>
    public string BeginString { get; init; } = "FIX.4.4";

    /// <summary>True for the side that connects and sends the first Logon(A).</summary>
    public bool IsInitiator { get; init; }

    /// <summary>Username(553) of our Logon; empty for none.</summary>
    public string Username { get; init; } = "";

    /// <summary>Password(554) of our Logon; empty for none.</summary>
    public string Password { get; init; } = "";

    /// <summary>
    /// HeartBtInt(108) that an initiator asks for; an acceptor takes the initiator's. 0 for no heartbeats.
    /// </summary>
    public int HeartbeatIntervalSeconds { get; init; } = 30;

    /// <summary>Both sequence numbers start at 1 with every logon; an initiator sends ResetSeqNumFlag(141)=Y.</summary>
    public bool ResetOnLogon { get; init; }

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
    /// Application messages with a <see cref="FixFlaw"/> are refused with Reject(3). False delivers them with their
    /// flaw: a fill is never hidden by validation.
    /// </summary>
    public bool RejectsFlawedApplicationMessages { get; init; }

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

    /// <summary>Digits of SendingTime(52).</summary>
    public FixTimePrecision SendingTimePrecision { get; init; } = FixTimePrecision.Milliseconds;

    /// <summary>Checks everything that would be found out only on the wire.</summary>
    /// <exception cref="ArgumentException">A value is missing or out of range.</exception>
    internal void ThrowIfInvalid()
    {
        ThrowIfNoFieldText(SenderCompId, nameof(SenderCompId), isRequired: true);
        ThrowIfNoFieldText(TargetCompId, nameof(TargetCompId), isRequired: true);
        ThrowIfNoFieldText(SenderSubId, nameof(SenderSubId), isRequired: false);
        ThrowIfNoFieldText(TargetSubId, nameof(TargetSubId), isRequired: false);
        ThrowIfNoFieldText(Username, nameof(Username), isRequired: false);
        ThrowIfNoFieldText(Password, nameof(Password), isRequired: false);
        if (BeginString is not ("FIX.4.0" or "FIX.4.1" or "FIX.4.2" or "FIX.4.3" or "FIX.4.4"))
            throw new ArgumentException($"FIX version is not supported: beginString={BeginString}; use FIX.4.4");

        ThrowIfOutside(HeartbeatIntervalSeconds, 0, 86_400, nameof(HeartbeatIntervalSeconds));
        ThrowIfOutside(MessageSizeBytesMax, 1_024, 1 << 24, nameof(MessageSizeBytesMax));
        ThrowIfOutside(HeldMessageCountMax, 1, 1 << 16, nameof(HeldMessageCountMax));
        ThrowIfOutside(ResendAttemptsMax, 1, 100, nameof(ResendAttemptsMax));
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
