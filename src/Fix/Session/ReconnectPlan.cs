using System;

namespace LowLatencyEngine.Fix;

/// <summary>
/// When an initiator connects again, and to which of the venue's addresses: a pure state machine, with time given and
/// chance from a seed. One thread owns it; allocates nothing after construction.
/// </summary>
/// <remarks>
/// <code>
///  first attempt: at once, address 0
///  no logon        next address at once; after the last one: wait, twice as long as before, then from address 0 again
///  logged on       the wait begins at its least again; after it the same address is tried first
///  refused         as "no logon"; too often in a row: halted until Resume
/// </code>
/// </remarks>
public sealed class ReconnectPlan
{
    private readonly ReconnectOptions _options;
    private readonly LogonThrottle _throttle;

    private long _nextNs = long.MinValue;
    private long _delayNs; // Of the last wait; 0 where there was none since the last logon.
    private ulong _chance;
    private int _failedInRound;
    private int _refusedInRow;
    private bool _isLoggedOn;

    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public ReconnectPlan(ReconnectOptions options)
    {
        options.ThrowIfInvalid();
        _options = options;
        _throttle = new LogonThrottle(options.LogonsPerMinuteMax);
        _chance = (options.JitterSeed * 0x9E37_79B9_7F4A_7C15) | 1; // Spreads small seeds over all bits.
    }

    /// <summary>Which of the addresses is tried next.</summary>
    public int AddressIndex { get; private set; }

    /// <summary>Logons were refused too often in a row: a person must look, then <see cref="Resume"/>.</summary>
    public bool IsHalted { get; private set; }

    /// <summary>Attempts so far.</summary>
    public long AttemptCount { get; private set; }

    /// <summary>True, and the attempt is counted, where it is time to connect.</summary>
    public bool TryBegin(long nowNs)
    {
        if (IsHalted || nowNs < _nextNs || !_throttle.TryTake(nowNs))
            return false;

        AttemptCount++;
        _isLoggedOn = false;
        return true;
    }

    /// <summary>The attempt ended in a logon.</summary>
    public void NoteLogon()
    {
        _isLoggedOn = true;
        _delayNs = 0;
        _failedInRound = 0;
        _refusedInRow = 0;
    }

    /// <summary>The connection has ended, or none came about.</summary>
    /// <param name="reason">The session's; None where there was no connection.</param>
    /// <param name="nowNs">Now.</param>
    public void NoteEnd(FixEndReason reason, long nowNs)
    {
        if (_isLoggedOn && !IsRefusal(reason))
        {
            _isLoggedOn = false;
            Wait(nowNs);
            return;
        }

        _isLoggedOn = false;
        _refusedInRow = IsRefusal(reason) ? _refusedInRow + 1 : 0;
        IsHalted = _options.RefusedLogonsMax > 0 && _refusedInRow >= _options.RefusedLogonsMax;
        AddressIndex = (AddressIndex + 1) % _options.AddressCount;
        if (++_failedInRound < _options.AddressCount)
            return; // Another address may answer at once.

        _failedInRound = 0;
        Wait(nowNs);
    }

    /// <summary>A person has looked: attempts begin anew, at once.</summary>
    public void Resume()
    {
        IsHalted = false;
        _refusedInRow = 0;
        _delayNs = 0;
        _nextNs = long.MinValue;
    }

    // What the same attempt will meet again: wrong numbers, wrong names, wrong password.
    private static bool IsRefusal(FixEndReason reason) =>
        reason is FixEndReason.MsgSeqNumTooLow or FixEndReason.LogonRefusedByPeer or FixEndReason.LogonRefusedByUs;

    private void Wait(long nowNs)
    {
        _delayNs = Math.Clamp(_delayNs * 2, _options.DelayNsMin, _options.DelayNsMax);
        long jitterNs = (long)(_delayNs / 100.0 * _options.JitterPercent * NextFraction());
        _nextNs = nowNs + _delayNs - jitterNs;
    }

    // Marsaglia's xorshift, 64 bits, in [0, 1).
    private double NextFraction()
    {
        _chance ^= _chance << 13;
        _chance ^= _chance >> 7;
        _chance ^= _chance << 17;
        return (_chance >> 11) * (1.0 / (1UL << 53));
    }
}
