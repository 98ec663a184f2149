using LowLatencyEngine.Indicators;
using LowLatencyEngine.Indicators.Averages;
using LowLatencyEngine.Indicators.Columns;
using LowLatencyEngine.Model;
using Xunit;

namespace LowLatencyEngine.Unit.Indicators;

/// <summary>A kernel that is wrong on purpose is caught by the checker that passes the right one.</summary>
public sealed class SabotageTests
{
    public enum Fault
    {
        None = 0,
        Seed = 1,
        Weight = 2,
        FirstRow = 3,
        OneLateRow = 4,
    }

    [SharedDataTheory]
    [InlineData(Fault.None, false)]
    [InlineData(Fault.Seed, true)]
    [InlineData(Fault.Weight, true)]
    [InlineData(Fault.FirstRow, true)]
    [InlineData(Fault.OneLateRow, true)]
    public void Checker_finds_what_is_wrong(Fault fault, bool isFound)
    {
        Bar[] bars = TestBars.Load("eurusd_15m");
        ReferenceTable table = ReferenceTable.Load("eurusd_15m", "talib_common.csv.gz");
        var group = new KernelColumns<FaultyEma, double, double, CloseInput>(new FaultyEma(20, fault), "EMA_20");

        string? difference =
            ColumnChecker.FirstDifference(group, bars, table, TalibReferenceTests.ToleranceOf);

        Assert.Equal(isFound, difference is not null);
    }

    private struct FaultyEma(int period, Fault fault) : IIndicator<double, double>
    {
        private Ema _average = new(
            fault == Fault.Seed ? period + 1 : period, 2.0 / (period + (fault == Fault.Weight ? 1.000001 : 1)));

        private int _count;

        public readonly int WarmUpCount => _average.WarmUpCount;

        public readonly bool IsReady => _average.IsReady && !(fault == Fault.FirstRow && _count == period);

        public readonly double Value => !IsReady ? double.NaN
            : fault == Fault.OneLateRow && _count == 24_001 ? _average.Value * (1 + 1e-11)
            : _average.Value;

        public bool Update(in double input)
        {
            _count++;
            return _average.Update(in input);
        }

        public readonly double Peek(in double input) => _average.Peek(in input);

        public void Reset() => _average.Reset();

        public void Transfer(ref StateTransfer state) => _average.Transfer(ref state);
    }
}
