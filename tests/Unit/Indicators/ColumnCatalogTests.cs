using System.Collections.Generic;
using LowLatencyEngine.Indicators;
using LowLatencyEngine.Indicators.Columns;
using LowLatencyEngine.Model;
using Xunit;

namespace LowLatencyEngine.Unit.Indicators;

public sealed class ColumnCatalogTests
{
    [Theory]
    [InlineData("RSI", "RSI")]
    [InlineData("EMA_20", "EMA_20")]
    [InlineData("T3_5_0.7", "T3_5_0.7")]
    [InlineData("LINEARREG_SLOPE_20", "LINEARREG_SLOPE_20")]
    [InlineData("BBANDS_20_2", "BBANDS_20_2.RealUpperBand,BBANDS_20_2.RealMiddleBand,BBANDS_20_2.RealLowerBand")]
    [InlineData("BBANDS_20_2.RealLowerBand", "BBANDS_20_2.RealLowerBand")]
    [InlineData("MACD", "MACD.MACD,MACD.MACDSignal,MACD.MACDHist")]
    [InlineData("T3_5_0.7,ROCR100_5", "T3_5_0.7,ROCR100_5")]
    public void Name_gives_its_columns(string names, string expected) =>
        Assert.Equal(expected, string.Join(',', NamesOf(ColumnCatalog.Select(names.Split(',')))));

    [Theory]
    [InlineData("EMA,EMA_30", 1)]
    [InlineData("SMA_30,MA", 1)]
    [InlineData("MACD.MACD,MACD.MACDHist,MACD_12_26_9", 1)]
    [InlineData("ADX,PLUS_DI,MINUS_DI,DX_14", 1)]
    [InlineData("MIN,MAX,MINMAXINDEX", 1)]
    [InlineData("EMA_20,EMA_21", 2)]
    [InlineData("ADX,ADX_10", 2)]
    public void Names_that_need_one_kernel_share_it(string names, int kernelCount) =>
        Assert.Equal(kernelCount, ColumnCatalog.Select(names.Split(',')).GroupCount);

    [Theory]
    [InlineData("NOPE_20", "unknown column: column=NOPE_20")]
    [InlineData("", "unknown column: column=;")]
    [InlineData("_20", "unknown column: column=_20")]
    [InlineData("EMA_1", "column=EMA_1, period=1; give a whole number from 2")]
    [InlineData("EMA_2.5", "column=EMA_2.5, period=2.5; give a whole number")]
    [InlineData("EMA_1_2", "too many numbers: column=EMA_1_2, numbers=2; EMA takes at most 1")]
    [InlineData("EMA_NaN", "column=EMA_NaN, period=NaN; give a whole number")]
    [InlineData("MACD.Nope", "no such output: column=MACD.Nope, output=Nope; outputs of MACD: MACD, MACDSignal")]
    public void Wrong_name_is_refused_with_what_is_wrong(string name, string expected) =>
        Assert.Contains(expected, Assert.Throws<ColumnNameException>(() => ColumnCatalog.Select([name])).Message);

    [Fact]
    public void One_group_for_a_name_agrees_with_a_selection()
    {
        IColumnGroup group = ColumnCatalog.Create("AROON_5.AroonUp")!;
        ColumnSelection selection = ColumnCatalog.Select(["AROON_5"]);
        foreach (Bar bar in TestBars.Walk(seed: 1, count: 50))
        {
            group.Update(in bar);
            selection.Update(in bar);
            Assert.Equal(selection.Read(1), group.Read(0));
        }

        Assert.Equal(["AROON_5.AroonUp"], group.Names);
    }

    [Fact]
    public void Selection_refuses_a_bar_that_is_not_finite_as_a_whole()
    {
        ColumnSelection selection = ColumnCatalog.Select(["SMA_2", "OBV"]);
        var bar = new Bar(0, 1, 1, 1, 1, double.NaN);

        Assert.False(selection.Update(in bar));
        StateTransfer after = StateTransfer.Hash();
        selection.Transfer(ref after);
        StateTransfer fresh = StateTransfer.Hash();
        ColumnCatalog.Select(["SMA_2", "OBV"]).Transfer(ref fresh);

        Assert.Equal(fresh.HashValue, after.HashValue);
    }

    private static List<string> NamesOf(ColumnSelection selection)
    {
        var names = new List<string>();
        for (int i = 0; i < selection.Count; i++)
            names.Add(selection.Name(i));

        return names;
    }
}
