using System;
using System.Diagnostics;
using LowLatencyEngine.Fix;

namespace LowLatencyEngine.Venues.Gateway;

/// <summary>
/// When the next attempt to connect is due, and to which address. Stays with the address that worked, else goes round;
/// a round has one wait, which doubles with each round up to a bound. Pure: time is told; allocates nothing after
/// construction.
/// </summary>
/// <remarks>
/// <code>
///  0 1 2 (wait) 0 1 2 (wait twice as long) ...     a refused logon: longest wait, then the next address
/// </code>
/// </remarks>
internal sealed class ReconnectPace
{
    private const int Percent = 100;

    private readonly ReconnectRules _rules;
    private readonly int _hostCount;
    private readonly LogonThrottle _throttle;
    private long _nextAttemptNs = long.MinValue;
    private long _delayNs; // Of the last round; 0 before the first.
    private int _triedInRound;
    private ulong _chance;

    /// <exception cref="ArgumentException">There is no address, or a rule is out of range.</exception>
    public ReconnectPace(ReconnectRules rules, int hostCount)
    {
        if (hostCount < 1)
            throw new ArgumentException($"a session needs an address to connect to: hostCount={hostCount}");

        if (rules.JitterPercent is < 0 or > Percent)
        {
            throw new ArgumentException(
                $"jitter is out of range: jitterPercent={rules.JitterPercent}; use 0 to {Percent}");
        }

        if (rules.DelayNsMin < 1 || rules.DelayNsMax < rules.DelayNsMin || rules.AttemptsPerMinuteMax < 0)
        {
            throw new ArgumentException(
                $"waits between attempts are out of range: delayNsMin={rules.DelayNsMin}, " +
                $"delayNsMax={rules.DelayNsMax}, attemptsPerMinuteMax={rules.AttemptsPerMinuteMax}; " +
                "use 0 < min <= max");
        }

        _rules = rules;
        _hostCount = hostCount;
        _throttle = new LogonThrottle(rules.AttemptsPerMinuteMax);
        _chance = rules.JitterSeed;
    }

    /// <summary>Address of the next attempt.</summary>
    public int HostIndex { get; private set; }

    public bool IsDue(long nowNs) => nowNs >= _nextAttemptNs && nowNs >= _throttle.NextNs;

    /// <summary>An attempt begins, to the address of <see cref="HostIndex"/>.</summary>
    public void NoteAttempt(long nowNs)
    {
        Debug.Assert(IsDue(nowNs), "the caller asks first");
        _throttle.TryTake(nowNs);
        _triedInRound++;
        if (_triedInRound < _hostCount)
        {
            _nextAttemptNs = nowNs; // The other addresses are tried at once.
            return;
        }

        _triedInRound = 0;
        _delayNs = Math.Clamp(_delayNs * 2, _rules.DelayNsMin, _rules.DelayNsMax);
        _nextAttemptNs = nowNs + Shortened(_delayNs);
    }

    /// <summary>The attempt came to nothing: the next address is next.</summary>
    public void NoteFailure() => HostIndex = (HostIndex + 1) % _hostCount;

    /// <summary>The venue heard us and does not want us: trying again soon makes it worse.</summary>
    public void NoteRefused(long nowNs)
    {
        NoteFailure();
        _triedInRound = 0;
        _delayNs = _rules.DelayNsMax;
        _nextAttemptNs = Math.Max(_nextAttemptNs, nowNs + Shortened(_delayNs));
    }

    /// <summary>The session is up: after a loss the same address is first, and waits begin with the shortest.</summary>
    public void NoteSuccess()
    {
        _delayNs = 0;
        _triedInRound = 0;
    }

    // SplitMix64 (Steele, Lea, Flood 2014): no more than a spread is asked of it.
    private long Shortened(long delayNs)
    {
        if (_rules.JitterPercent == 0)
            return delayNs;

        _chance += 0x9E37_79B9_7F4A_7C15;
        ulong mixed = (_chance ^ (_chance >> 30)) * 0xBF58_476D_1CE4_E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D0_49BB_1331_11EB;
        mixed ^= mixed >> 31;
        long cutNsMax = delayNs / Percent * _rules.JitterPercent;
        return delayNs - (long)(mixed % (ulong)(cutNsMax + 1));
    }
}
