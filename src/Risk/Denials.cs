using System;
using System.Runtime.CompilerServices;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Risk;

/// <summary>Why the latest order was refused, in numbers; texts are made from it elsewhere. 40 bytes.</summary>
/// <param name="Verdict">The first check that failed.</param>
/// <param name="Row">Whose limit, as a row of <see cref="ScopeMap"/>; -1 where it is nobody's.</param>
/// <param name="Values">In the units of the limit.</param>
public readonly record struct Denial(RiskVerdict Verdict, int Row, RiskDenial Values);

/// <summary>Refusals: the latest with its values, and counts of all. Decision thread only; 0 bytes.</summary>
internal sealed class Denials
{
    public const int VerdictCount = 65;

    private readonly long[] _counts = new long[VerdictCount];

    public Denial Last { get; private set; }

    public long CountOf(RiskVerdict verdict) => _counts[(int)verdict];

    public void Count(RiskVerdict verdict) => _counts[(int)verdict]++;

    /// <summary>Notes a refusal that has no values.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public RiskVerdict Refuse(RiskVerdict verdict, int row = -1)
    {
        Last = new Denial(verdict, row, default);
        return verdict;
    }

    /// <summary>Notes a refusal by a limit.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public RiskVerdict Refuse(RiskVerdict verdict, int row, in RiskDenial values)
    {
        Last = new Denial(verdict, row, values);
        return verdict;
    }

    public void Transfer(ref StateTransfer state) => state.Values(_counts.AsSpan());
}
