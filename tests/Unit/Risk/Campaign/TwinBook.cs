using System;
using System.Collections.Generic;
using System.Linq;
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

    public long PriceTicks { get; set; }

    public long OpenLots { get; set; }

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
    };
}

/// <summary>What was sent, is open and was filled: lists, added up anew with every question.</summary>
internal sealed class TwinBook
{
    private readonly Dictionary<(int Strategy, int Instrument), long> _positions = [];

    public List<TwinOrder> Open { get; } = [];

    /// <summary>Orders and changes in the order of sending, as far back as any window reaches.</summary>
    public List<TwinOrder> Sent { get; } = [];

    public long[] Marks { get; } = new long[CampaignSetup.MicrosPerTickLot.Length];

    public List<(int Strategy, int Instrument, long Micros)> ExecutedToday { get; } = [];

    public long Position(Func<int, int, bool> belongs, int instrument)
    {
        long lots = 0;
        foreach (((int strategy, int index), long held) in _positions)
            lots += index == instrument && belongs(strategy, index) ? held : 0;

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

    public void Book(int strategy, int instrument, long signedLots) =>
        _positions[(strategy, instrument)] = _positions.GetValueOrDefault((strategy, instrument)) + signedLots;

    /// <summary>Gross, highest and lowest net, open and margin of some orders; with one more if there is.</summary>
    public Sums SumsOf(Func<int, int, bool> belongs, (int Instrument, Side Side, long Lots)? more = null)
    {
        var sums = default(Sums);
        for (int i = 0; i < Marks.Length; i++)
        {
            long position = Position(belongs, i);
            long buys = OpenLots(belongs, i, Side.Buy) + Extra(i, Side.Buy);
            long sells = OpenLots(belongs, i, Side.Sell) + Extra(i, Side.Sell);
            long value = Marks[i] * CampaignSetup.MicrosPerTickLot[i];
            long gross = Math.Max(Math.Abs(position + buys), Math.Abs(position - sells)) * value;
            sums.Gross += gross;
            sums.Up += (position + buys) * value;
            sums.Down += (position - sells) * value;
            sums.Open += (buys + sells) * value;
            sums.Margin += gross / 2;
        }

        return sums;

        long Extra(int instrument, Side side) =>
            more is { } order && order.Instrument == instrument && order.Side == side ? order.Lots : 0;
    }

    public long Executed(Func<int, int, bool> belongs) =>
        ExecutedToday.Where(e => belongs(e.Strategy, e.Instrument)).Sum(e => e.Micros);

    public struct Sums
    {
        public long Gross;
        public long Up;
        public long Down;
        public long Open;
        public long Margin;
    }
}
