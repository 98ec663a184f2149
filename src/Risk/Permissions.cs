using System;

namespace LowLatencyEngine.Risk;

/// <summary>Which strategy may trade which instrument. Fixed at set-up; the operator may trade everything.</summary>
internal sealed class Permissions
{
    private readonly bool[] _isAllowed; // Strategy by strategy, an entry for each instrument.
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
    }

    public bool IsAllowed(ushort strategyIndex, int instrumentIndex) =>
        _isAllowed[(Math.Min(strategyIndex, _strategyCount) * _instrumentCount) + instrumentIndex];
}
