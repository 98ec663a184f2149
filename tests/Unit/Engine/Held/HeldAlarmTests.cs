using System.Linq;
using LowLatencyEngine.Engine.Configuration;
using LowLatencyEngine.Model;
using Xunit;

namespace LowLatencyEngine.Unit.Engine.Held;

/// <summary>What fills although it was not to, through the whole pipeline.</summary>
public sealed class HeldAlarmTests
{
    private const long Mid = HeldScript.MidTicks;

    private HeldScript _script = new();

    [Fact]
    public void A_late_fill_of_an_entry_whose_exits_have_ended_is_told_and_closed()
    {
        FillLate();
        Assert.Equal((HeldChange.Unprotected, 6L), (_script.LastChange.Held.Change, _script.LastChange.Order.QtyLots));
        EngineEvent undo = _script.TakeOne(EventKind.NewOrder);
        Assert.Equal((Side.Sell, 6L, OrderType.Market), (undo.Side, undo.Order.QtyLots, undo.Order.Type));
        _script.Fill(undo.Order.OrderId, 6, Mid - 1);
        _script.Timer();
        Assert.Equal(HeldChange.Undone, _script.LastChange.Held.Change);
        Assert.Equal((0, 0L), (_script.Held.Alarms.Count, _script.PositionLots));
    }

    [Fact]
    public void What_the_venue_leaves_open_is_tried_again_once_a_second_until_it_is_closed()
    {
        FillLate();
        EngineEvent undo = _script.TakeOne(EventKind.NewOrder);
        _script.Fill(undo.Order.OrderId, 2, Mid - 1);
        _script.Canceled(undo.Order.OrderId);
        _script.Timer();
        _script.Quote(Mid);
        Assert.Empty(_script.TakeSent());
        _script.Timer(aheadNs: 1_000_000_000);
        Assert.Equal(4, _script.TakeOne(EventKind.NewOrder).Order.QtyLots);
        Assert.Equal(2, _script.Held.Alarms[0].TryCount);
    }

    [Fact]
    public void What_undoes_is_told_to_be_the_engines_own()
    {
        long id = FillLate();
        var ofUndo = new OrderReport { OrderId = _script.TakeOne(EventKind.NewOrder).Order.OrderId, OpenLots = 6 };
        _script.State.Held.Rewrite(ref ofUndo);
        var ofAnother = new OrderReport { OrderId = id, OpenLots = 6 };
        _script.State.Held.Rewrite(ref ofAnother);
        Assert.Equal((true, false), (ofUndo.IsEngines, ofAnother.IsEngines));
    }

    [Fact]
    public void What_the_gate_refuses_is_tried_again_and_kept_with_the_reason()
    {
        _script.Feed(Feed(FeedState.Gap));
        FillLate(isFit: false);
        Assert.Empty(_script.TakeSent());
        Assert.NotEqual(RiskVerdict.Accepted, _script.Held.Alarms[0].LastVerdict);
        for (int i = 0; i < 20; i++)
            _script.Timer(aheadNs: 100_000_000);

        Assert.InRange(_script.Log.Count(e => e.Kind == EventKind.OrderDenied), 2, 3);
        _script.Feed(Feed(FeedState.Live));
        _script.Quote(Mid);
        _script.Timer(aheadNs: 1_000_000_000);
        Assert.Equal(6, _script.TakeOne(EventKind.NewOrder).Order.QtyLots);
    }

    [Fact]
    public void An_operator_who_cancels_everything_is_left_alone()
    {
        _script.Feed(Feed(FeedState.Gap));
        FillLate(isFit: false);
        _script.Command(CommandKind.CancelAll);
        _script.Feed(Feed(FeedState.Live));
        _script.Quote(Mid);
        _script.Timer(aheadNs: 2_000_000_000);
        Assert.Empty(_script.TakeSent());
        Assert.Equal(1, _script.Held.Alarms.Count);
    }

    [Fact]
    public void An_alert_stays_until_an_operator_acknowledges_it()
    {
        _script = new HeldScript(
            TestConfiguration.Create() with { Held = new() { BothFilled = BothFilledPolicy.Alert } });
        long id = FillLate();
        Assert.Equal(HeldChange.Unprotected, _script.LastChange.Held.Change);
        _script.Timer(aheadNs: 5_000_000_000);
        Assert.Empty(_script.TakeSent());
        Assert.Equal(1, _script.Held.Alarms.Count);
        _script.Command(CommandKind.CancelOrder, id);
        Assert.Equal((HeldChange.Acknowledged, 6L, 0),
            (_script.LastChange.Held.Change, _script.LastChange.Order.QtyLots, _script.Held.Alarms.Count));
    }

    /// <summary>A bracket whose entry is cancelled unfilled, and fills six lots then.</summary>
    private long FillLate(bool isFit = true)
    {
        if (!isFit)
            _script.Feed(Feed(FeedState.Live));

        _script.Quote(Mid);
        long id = _script.Bracket(Side.Buy, 10, Mid - 10, (Mid + 100, Mid - 100));
        long partId = _script.TakeOne(EventKind.NewOrder).Order.OrderId;
        _script.Acknowledge(partId);
        _script.Command(CommandKind.CancelOrder, id);
        _script.TakeOne(EventKind.CancelOrder);
        _script.Canceled(partId);
        _script.Timer();
        Assert.Equal(0, _script.Held.Count);
        if (!isFit)
            _script.Feed(Feed(FeedState.Gap));

        _script.Fill(partId, 6);
        return id;
    }

    private EngineEvent Feed(FeedState state)
    {
        EngineEvent feed = default;
        LowLatencyEngine.Engine.EngineEvents.Begin(
            ref feed, EventKind.FeedStatus, EventSource.Feed, _script.NowNs).Feed.State = state;
        feed.InstrumentIndex = 0;
        return feed;
    }
}
