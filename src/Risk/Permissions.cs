using System;

namespace LowLatencyEngine.Risk;

/// <summary>
/// Which strategy may trade which instrument, and for which of them that is plain. Fixed at set-up; the operator may
/// trade everything.
/// </summary>
internal sealed class Permissions
{
    private readonly bool[] _isAllowed; // Strategy by strategy, an entry for each instrument.
    private readonly bool[] _isPlain;   // Likewise: allowed, and the account nets.
    private readonly int _strategyCount;
    private readonly int _instrumentCount;

    public Permissions(RiskSetup setup)
    {
        _strategyCount = setup.Strategies.Count;
        _instrumentCount = setup.Instruments.Count;
        _isAllowed = new bool[(_strategyCount + 1) * _instrumentCount];
        Array.Fill(_isAllowed, true);
        for (int i = 0; i < _strategyCount; i++)
        {
            if (setup.Strategies[i].Instruments is not { } instruments)
                continue;

            Span<bool> row = _isAllowed.AsSpan(i * _instrumentCount, _instrumentCount);
            row.Clear();
            foreach (int instrument in instruments)
                row[instrument] = true;
        }

        _isPlain = [.. _isAllowed];
        for (int i = 0; i <= _strategyCount; i++)
        {
            int account = i < _strategyCount ? setup.Strategies[i].AccountIndex : 0;
            if (account < setup.Hedges.Count && setup.Hedges[account])
                _isPlain.AsSpan(i * _instrumentCount, _instrumentCount).Clear();
        }
    }

    public bool IsAllowed(ushort strategyIndex, int instrumentIndex) =>
        _isAllowed[PlaceOf(strategyIndex, instrumentIndex)];

    /// <summary>Whether the screen may let its orders through: those of hedging accounts are the gate's.</summary>
    public bool IsPlain(ushort strategyIndex, int instrumentIndex) => _isPlain[PlaceOf(strategyIndex, instrumentIndex)];

    private int PlaceOf(ushort strategyIndex, int instrumentIndex) =>
        (Math.Min(strategyIndex, _strategyCount) * _instrumentCount) + instrumentIndex;
}
