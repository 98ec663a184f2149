using System.Linq;
using LowLatencyEngine.Model;
using LowLatencyEngine.Risk;
using LowLatencyEngine.Unit.Engine.Configuration;
using LowLatencyEngine.Unit.Engine.Reporting;
using Xunit;

namespace LowLatencyEngine.Unit.Engine.Risk;

/// <summary>A drawdown that halts and flattens, and what its journal and its snapshot bring back.</summary>
public sealed class FlattenReplayTests
{
    private const int Instrument = 1; // EURUSD, a lot is one EUR.
    private const long HeldLots = 1_000;

    private readonly AccountBench _bench = new(AccountReaderTests.Read(
        "\"accounts\": [ { \"balance\": \"2000\" } ]", risk: ", \"flattenOnHalt\": true"));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_halted_and_flattened_run_replays_to_the_same_state_and_is_resumed_by_a_name_alone(bool hasSnapshot)
    {
        LoseAndBeFlattened(hasSnapshot);
        _bench.Replay();
        Assert.Equal(0, _bench.State.Positions.OfInstrument(Instrument).Lots);
        ExpectHalted();

        _bench.NowNs += 1_000_000_000;
        _bench.Restart();
        _bench.Session(VenueState.Ready);
        Quote(11_000); // The loss would be none at this price.
        ExpectHalted();

        Resume(who: "");
        Assert.Equal(ActOutcome.NeedsName, _bench.State.Risk.LastOutcome);
        ExpectHalted();
        _bench.Replay();
        Resume(who: "bob");
        Assert.Equal(ActOutcome.Done, _bench.State.Risk.LastOutcome);
        Assert.Equal(RiskVerdict.Accepted, _bench.Buy(100, 11_000, Instrument));
        _bench.Replay();
    }

    /// <summary>The journal and a snapshot bring back how far a closing is, and what is told of it.</summary>
    [Fact]
    public void A_closing_that_stalls_and_goes_on_replays_to_the_same_records()
    {
        Quote(10_850);
        Assert.Equal(RiskVerdict.Accepted, _bench.Buy(HeldLots, 10_850, Instrument));
        _bench.Fill(HeldLots, 10_850, Side.Buy, Instrument);
        SetNotional(10_850 * 3);
        EngineEvent flatten = _bench.Command(CommandKind.ScopeFlatten);
        flatten.Act.Scope = RiskScope.Firm;
        _bench.Feed(flatten);
        SetNotional(1);
        for (int tick = 0; tick < 60; tick++)
        {
            _bench.NowNs += 100_000_000;
            Quote(10_850);
            if (tick % 7 == 0)
                _bench.Reload();
        }

        Assert.Equal([StallChange.Stalled], Told());
        _bench.Replay();
        SetNotional(long.MaxValue - 1);
        for (int tick = 0; tick < 20; tick++)
        {
            _bench.NowNs += 1_000_000_000;
            Quote(10_850);
            _bench.Reload();
            EngineEvent closing = _bench.Records.Last(r => r.Kind == EventKind.NewOrder);
            if (_bench.State.Orders.OpenCount > 0)
                _bench.Fill(closing.Order.QtyLots, 10_849, Side.Sell, Instrument);
        }

        Assert.Equal([StallChange.Stalled, StallChange.Resumed], Told());
        Assert.Equal(0, _bench.State.Positions.OfInstrument(Instrument).Lots);
        Assert.Equal(0, _bench.State.Closer.Closings.Count);
        _bench.Replay();
    }

    private StallChange[] Told() =>
        [.. _bench.Records.Where(r => r.Kind == EventKind.ClosingStalled).Select(r => r.Stall.Change)];

    private void SetNotional(long tickLots)
    {
        EngineEvent limit = _bench.Command(CommandKind.LimitSet);
        limit.Command.Argument = tickLots;
        limit.Act.Scope = RiskScope.Instrument;
        limit.Act.ScopeIndex = Instrument;
        limit.Act.LimitCode = (byte)LimitId.OrderNotional;
        limit.Act.Tier = LimitTier.Hard;
        _bench.Feed(limit);
        Assert.Equal(ActOutcome.Done, _bench.State.Risk.LastOutcome);
    }

    /// <summary>1.25% of 2,000 USD are lost at 1.0600: the halt closes what is held, half an order at a time.</summary>
    private void LoseAndBeFlattened(bool hasSnapshot)
    {
        Quote(10_850);
        EngineEvent limit = _bench.Command(CommandKind.LimitSet);
        limit.Command.Argument = 100; // Basis points.
        limit.Act.Scope = RiskScope.Account;
        limit.Act.LimitCode = (byte)LimitId.DrawdownHalt;
        limit.Act.Tier = LimitTier.Hard;
        _bench.Feed(limit);
        Assert.Equal(RiskVerdict.Accepted, _bench.Buy(HeldLots, 10_850, Instrument));
        _bench.Fill(HeldLots, 10_850, Side.Buy, Instrument);
        Quote(10_600);
        ExpectHalted();
        for (int part = 0; part < 2; part++)
        {
            _bench.NowNs += 1_000_000_000;
            Quote(10_600);
            EngineEvent closing = _bench.Records.Last(r => r.Kind == EventKind.NewOrder);
            Assert.Equal(
                (Side.Sell, OrderType.Market, HeldLots / 2), (closing.Side, closing.Order.Type, closing.Order.QtyLots));
            Assert.True((closing.Flags & EventFlags.Flattens) != EventFlags.None);
            _bench.Fill(HeldLots / 2, 10_599, Side.Sell, Instrument);
            if (hasSnapshot)
                _bench.Reload();
        }
    }

    private void ExpectHalted()
    {
        int row = _bench.State.Risk.Scopes.TryRowOf(RiskScope.Account, 0);
        Assert.Equal(TradingState.Halted, _bench.State.Risk.ScopeOf(row).State);
        Assert.Equal(RiskVerdict.LossLimit, _bench.Buy(1, 10_600, Instrument));
    }

    private void Resume(string who)
    {
        EngineEvent resume = _bench.Command(CommandKind.ScopeResume);
        resume.Act = default;
        ActText.TryWrite(who, resume.Act.Who);
        resume.Act.Scope = RiskScope.Account;
        _bench.Feed(resume);
    }

    private void Quote(long midTicks)
    {
        _bench.Quote(Instrument, midTicks);
        _bench.Timer();
    }
}
