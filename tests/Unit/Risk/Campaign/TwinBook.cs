using System;
using System.Collections.Generic;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Unit.Risk.Campaign;

/// <summary>An order as the twin remembers it.</summary>
internal sealed class TwinOrder
{
    public required EngineEvent Intent { get; init; }

    public required long SentNs { get; init; }

    public required long Value { get; init; }

    public required long AddedLots { get; init; }

    public required bool IsNew { get; init; }

    /// <summary>It takes from the other leg of an account that hedges.</summary>
    public required bool Closes { get; init; }

    public long PriceTicks { get; set; }

    public long OpenLots { get; set; }

    /// <summary>A fill of it was taken back when it was closed.</summary>
    public bool IsReopened { get; set; }

    /// <summary>Its cancel is on its way.</summary>
    public bool IsLeaving { get; set; }

    public int Strategy => Intent.Order.StrategyIndex;

    public int Instrument => Intent.InstrumentIndex;

    public Side Side => Intent.Side;

    public OrderReport Report(OrderReportKind kind, long filledLots, long releasedLots, long openLots) => new()
    {
        OrderId = 1,
        InstrumentIndex = Instrument,
        StrategyIndex = Intent.Order.StrategyIndex,
        Side = Side,
        Kind = kind,
        Status = OrderStatus.New,
        PriceTicks = PriceTicks,
        FilledLots = filledLots,
        ReleasedLots = releasedLots,
        OpenLots = openLots,
        ReservedLots = openLots,
        ClosesLeg = Closes,
    };
}

/// <summary>What an order that is not sent yet would add.</summary>
internal readonly record struct TwinMore(int Strategy, int Instrument, Side Side, long Lots, bool Closes);

/// <summary>What was sent, is open and was filled: lists, added up anew with every question.</summary>
internal sealed class TwinBook
{
    private const int StrategyCount = CampaignSetup.StrategyCount + 1; // The operator's is the last.

    private readonly long[,] _positions = new long[StrategyCount, CampaignSetup.MicrosPerTickLot.Length];
    private readonly long[,] _executedMicros = new long[StrategyCount, CampaignSetup.MicrosPerTickLot.Length];

    public List<TwinOrder> Open { get; } = [];

    /// <summary>Orders and changes in the order of sending, as far back as any window reaches.</summary>
    public List<TwinOrder> Sent { get; } = [];

    public long[] Marks { get; } = new long[CampaignSetup.MicrosPerTickLot.Length];

    public long Position(Func<int, int, bool> belongs, int instrument)
    {
        long lots = 0;
        for (int strategy = 0; strategy < StrategyCount; strategy++)
            lots += belongs(strategy, instrument) ? _positions[strategy, instrument] : 0;

        return lots;
    }

    public long OpenLots(Func<int, int, bool> belongs, int instrument, Side side)
    {
        long lots = 0;
        foreach (TwinOrder order in Open)
            lots += order.Instrument == instrument && order.Side == side && belongs(order.Strategy, instrument)
                ? order.OpenLots
                : 0;

        return lots;
    }

    /// <summary>A fill; below zero micro-units one that is taken back.</summary>
    public void Book(int strategy, int instrument, long signedLots, long micros)
    {
        int place = Math.Min(strategy, StrategyCount - 1);
        _positions[place, instrument] += signedLots;
        _executedMicros[place, instrument] += micros;
    }

    public void BeginDay() => Array.Clear(_executedMicros);

    /// <summary>Gross, highest and lowest net, open and margin of some orders; with one more if there is.</summary>
    public Sums SumsOf(Func<int, int, bool> belongs, Func<int, long> marginPpm, TwinMore? more = null)
    {
        var sums = default(Sums);
        for (int i = 0; i < Marks.Length; i++)
        {
            long position = Position(belongs, i);
            long buys = OpenLots(belongs, i, Side.Buy) + Extra(i, Side.Buy);
            long sells = OpenLots(belongs, i, Side.Sell) + Extra(i, Side.Sell);
            long gross = GrossLots(belongs, i, more) * ValueOf(i);
            sums.Gross += gross;
            sums.Up += (position + buys) * ValueOf(i);
            sums.Down += (position - sells) * ValueOf(i);
            sums.Open += (buys + sells) * ValueOf(i);
            sums.Margin += gross * marginPpm(i) / 1_000_000;
        }

        return sums;

        long Extra(int instrument, Side side) =>
            more is { } order && order.Instrument == instrument && order.Side == side ? order.Lots : 0;
    }

    /// <summary>A lot at the mark, micro-units.</summary>
    public long ValueOf(int instrument) => Marks[instrument] * CampaignSetup.MicrosPerTickLot[instrument];

    /// <summary>The larger of what some orders make of the position on either side.</summary>
    public long GrossLots(Func<int, int, bool> belongs, int instrument, TwinMore? more)
    {
        long position = Position(belongs, instrument);
        long buys = OpenLots(belongs, instrument, Side.Buy);
        long sells = OpenLots(belongs, instrument, Side.Sell);
        if (more is { } order && order.Instrument == instrument)
            (buys, sells) = order.Side == Side.Buy ? (buys + order.Lots, sells) : (buys, sells + order.Lots);

        return Math.Max(Math.Abs(position + buys), Math.Abs(position - sells));
    }

    public long Executed(Func<int, int, bool> belongs)
    {
        long micros = 0;
        for (int strategy = 0; strategy < StrategyCount; strategy++)
        {
            for (int instrument = 0; instrument < Marks.Length; instrument++)
                micros += belongs(strategy, instrument) ? _executedMicros[strategy, instrument] : 0;
        }

        return micros;
    }

    public struct Sums
    {
        public long Gross;
        public long Up;
        public long Down;
        public long Open;
        public long Margin;
    }
}
