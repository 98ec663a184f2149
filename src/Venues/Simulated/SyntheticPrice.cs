using System;

namespace LowLatencyEngine.Venues.Simulated;

/// <summary>
/// The fair price of a synthetic instrument: it wanders, is drawn back to a slowly moving anchor, and now and then runs
/// one way for a few seconds. So both a market maker and a follower of momentum find something to do. Integer
/// arithmetic only.
/// </summary>
internal sealed class SyntheticPrice
{
    private const long MicroUnit = 1_000_000; // Micro-ticks in a tick.
    private const int ReversionSeconds = 20;
    private const int AnchorSeconds = 120;
    private const int HomeSeconds = 600;
    private const int BurstEverySeconds = 10;
    private const int BurstSecondsMax = 4;
    private const int BurstStrength = 3; // Drift of a burst, in usual moves a second.

    private readonly long _home;
    private readonly long _sigmaMilli;
    private readonly long _burstDrift;
    private readonly int _stepsPerSecond;
    private long _fair;
    private long _anchor;
    private long _burstStepsLeft;
    private long _burstSign;

    public SyntheticPrice(long startTicks, int volatilityTicks, int stepsPerSecond)
    {
        _home = _fair = _anchor = startTicks * MicroUnit;
        _stepsPerSecond = stepsPerSecond;
        _sigmaMilli = (long)(volatilityTicks * 1_000 / Math.Sqrt(stepsPerSecond)); // Exactly rounded on every machine.
        _burstDrift = BurstStrength * volatilityTicks * MicroUnit / stepsPerSecond;
    }

    /// <summary>Now, in ticks.</summary>
    public long Ticks => _fair / MicroUnit;

    public void Step(ref SyntheticRandom random)
    {
        _fair += random.Normal(_sigmaMilli) * (MicroUnit / 1_000);
        if (_burstStepsLeft > 0)
        {
            _burstStepsLeft--;
            _fair += _burstSign * _burstDrift;
        }
        else
        {
            _fair += (_anchor - _fair) / (ReversionSeconds * _stepsPerSecond);
            TryStartBurst(ref random);
        }

        _anchor += (_fair - _anchor) / (AnchorSeconds * _stepsPerSecond);
        _anchor += (_home - _anchor) / (HomeSeconds * _stepsPerSecond);
        _fair = Math.Clamp(_fair, _home / 2, _home * 2);
    }

    private void TryStartBurst(ref SyntheticRandom random)
    {
        if (!random.OneIn((long)BurstEverySeconds * _stepsPerSecond))
            return;

        _burstSign = random.OneIn(2) ? 1 : -1;
        _burstStepsLeft = (1 + random.Below(BurstSecondsMax)) * _stepsPerSecond;
    }
}
