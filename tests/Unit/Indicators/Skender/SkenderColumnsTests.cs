using System;
using System.Collections.Generic;
using LowLatencyEngine.Indicators;
using LowLatencyEngine.Indicators.Skender;
using LowLatencyEngine.Model;
using Xunit;

namespace LowLatencyEngine.Unit.Indicators.Skender;

/// <summary>What every group of the set must do, whatever it computes.</summary>
[Collection(ByteCounting.Name)]
public sealed class SkenderColumnsTests
{
    private static readonly Bar[] Bars = TestBars.Walk(seed: 11, count: 500);

    public static TheoryData<string> Groups()
    {
        var names = new TheoryData<string>();
        foreach (IColumnGroup group in SkenderColumns.CreateAll())
            names.Add(group.Names[0][..group.Names[0].LastIndexOf('.')]);

        return names;
    }

    [Theory]
    [MemberData(nameof(Groups))]
    public void State_goes_on_after_save_and_load(string name) =>
        ColumnGroupChecks.GoesOnAfterSaveAndLoad(() => SkenderColumns.Create(name)!, Bars);

    [Theory]
    [MemberData(nameof(Groups))]
    public void Bars_that_are_not_finite_are_refused(string name) =>
        ColumnGroupChecks.RefusesBarsThatAreNotFinite(() => SkenderColumns.Create(name)!, Bars[..150]);

    [Theory]
    [MemberData(nameof(Groups))]
    public void Updating_and_reading_allocate_nothing(string name) =>
        Assert.Equal(0, ColumnGroupChecks.BytesAllocated(SkenderColumns.Create(name)!, Bars));

    [Fact]
    public void A_column_by_its_name_is_that_of_its_group()
    {
        foreach (IColumnGroup group in SkenderColumns.CreateAll())
        {
            IColumnGroup last = SkenderColumns.Create(group.Names[^1])!;
            Assert.Equal([group.Names[^1]], last.Names);
            foreach (Bar bar in Bars.AsSpan(0, 120))
            {
                group.Update(in bar);
                last.Update(in bar);
                Assert.Equal(group.Read(group.Names.Count - 1), last.Read(0));
            }
        }
    }

    [Fact]
    public void A_name_that_is_not_in_the_set_has_no_columns() => Assert.Null(SkenderColumns.Create("SUPERTREND"));

    [Fact]
    public void Flat_bars_give_no_infinity()
    {
        var infinite = new List<string>();
        foreach (IColumnGroup group in SkenderColumns.CreateAll())
        {
            foreach (Bar bar in TestBars.Flat(count: 150, price: 5))
                group.Update(in bar);

            for (int i = 0; i < group.Names.Count; i++)
            {
                if (double.IsInfinity(group.Read(i)))
                    infinite.Add(group.Names[i]);
            }
        }

        Assert.Empty(infinite);
    }
}
