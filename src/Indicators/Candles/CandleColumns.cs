using System.Collections.Generic;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Candles;

/// <summary>
/// The candlestick patterns as named columns (<c>CDL2CROWS</c> ... <c>CDLXSIDEGAP3METHODS</c>), all 61 or one of them.
/// One costs as much as all: they share the pass.
/// </summary>
public sealed class CandleColumns : IColumnGroup
{
    private readonly CandlePattern[] _patterns;
    private readonly string[] _names;
    private CandlePatterns _kernel = new();

    private CandleColumns(CandlePattern[] patterns)
    {
        _patterns = patterns;
        _names = new string[patterns.Length];
        for (int i = 0; i < patterns.Length; i++)
            _names[i] = CandlePatternTable.NameOf(patterns[i]);
    }

    public IReadOnlyList<string> Names => _names;

    public bool IsInteger => true;

    /// <summary>One group that holds all patterns, in the order of <see cref="CandlePattern"/>.</summary>
    public static IReadOnlyList<IColumnGroup> CreateAll()
    {
        var patterns = new CandlePattern[CandlePatternTable.Count];
        for (int i = 0; i < patterns.Length; i++)
            patterns[i] = (CandlePattern)i;

        return [new CandleColumns(patterns)];
    }

    /// <summary>The group of one pattern by TA-Lib's name; null where there is none of that name.</summary>
    public static IColumnGroup? Create(string name)
    {
        for (int i = 0; i < CandlePatternTable.Count; i++)
        {
            if (CandlePatternTable.NameOf((CandlePattern)i) == name)
                return new CandleColumns([(CandlePattern)i]);
        }

        return null;
    }

    public bool Update(in Bar bar) => _kernel.Update(in bar);

    public double Read(int columnIndex)
    {
        CandlePattern pattern = _patterns[columnIndex];
        return _kernel.IsReadyFor(pattern) ? _kernel[pattern] : double.NaN;
    }

    public void Transfer(ref StateTransfer state) => _kernel.Transfer(ref state);
}
