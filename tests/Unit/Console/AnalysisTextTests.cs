using LowLatencyEngine.Analysis.Regime;
using LowLatencyEngine.Console;
using LowLatencyEngine.Model;
using LowLatencyEngine.PriceAction;
using Xunit;

namespace LowLatencyEngine.Unit.Console;

/// <summary>Records of the analysis as `lle journal cat --json` shows them.</summary>
public sealed class AnalysisTextTests
{
    private static readonly EventText Text = new(new InstrumentTable(
        [new Instrument(0, "X", "X", "USD", new DecimalScale(5, 2), new DecimalScale(1, 0), 1)]));

    [Fact]
    public void A_fact_of_price_action_shows_levels_as_exact_decimals_and_leaves_out_what_is_unknown()
    {
        EngineEvent e = Record(AnalysisSubject.PriceAction, (ushort)PriceEventKind.FairValueGap);
        e.Analysis.EventId = 7;
        e.Analysis.ReferenceId = 3;
        e.Analysis.Direction = -1;
        e.Analysis.ScaleCode = (byte)PriceScale.Swing;
        e.Analysis.OtherRow = 9;
        e.Analysis.Count = 2;

        Assert.Equal(
            """
            {"sequence":5,"kind":"Analysis","source":"Engine","received":"1970-01-01T00:00:01.000000000Z",
            "instrument":"X","frame":4,"subject":"PriceAction","fact":"FairValueGap","id":7,"referenceId":3,
            "barTime":"1970-01-01T00:01:00.000000000Z","row":10,"knownRow":11,"otherRow":9,"direction":-1,
            "scale":"Swing","high":"10.10","low":"10.00","highValue":10.111,"lowValue":10,"count":2}
            """.ReplaceLineEndings(""),
            Text.ToJson(in e));
    }

    [Fact]
    public void A_change_of_the_condition_shows_the_label_that_holds_from_then_on()
    {
        EngineEvent e = Record(AnalysisSubject.Condition, (ushort)ConditionEvents.TrendChanged);
        e.Analysis.Count = (int)TrendRegime.Down;
        e.Analysis.Score = 0.5;
        e.InstrumentIndex = -1;

        string json = Text.ToJson(in e);

        Assert.Contains("\"subject\":\"Condition\",\"fact\":\"TrendChanged\",", json);
        Assert.Contains("\"high\":\"202\",\"low\":\"200\"", json); // Ticks, where the instrument is unknown.
        Assert.EndsWith("\"label\":\"Down\",\"score\":0.5}", json);
    }

    private static EngineEvent Record(AnalysisSubject subject, ushort kindCode) => new()
    {
        Sequence = 5,
        Kind = EventKind.Analysis,
        Source = EventSource.Engine,
        ReceiveTimestampNs = 1_000_000_000,
        Analysis = new AnalysisEvent
        {
            Subject = subject,
            KindCode = kindCode,
            FrameIndex = 4,
            BarTimestampNs = 60_000_000_000,
            Row = 10,
            KnownRow = 11,
            High = 10.111,
            Low = 10,
            HighTicks = 202,
            LowTicks = 200,
            Score = double.NaN,
        },
    };
}
