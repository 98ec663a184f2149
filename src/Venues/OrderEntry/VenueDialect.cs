using System;
using System.Collections.Generic;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Venues.OrderEntry;

/// <summary>
/// How a venue wants its orders, as data: there is one encoder and one decoder, and this table tells them apart.
/// Immutable; any thread. Sources: FIX 4.2, 4.4 and 5.0 SP2, Volume 4; cTrader FIX API, rules of engagement 2.18.1.
/// </summary>
public sealed record VenueDialect
{
    private const OrderFields Terms = OrderFields.Symbol | OrderFields.Side | OrderFields.TransactTime |
        OrderFields.OrderQty | OrderFields.OrdType | OrderFields.Price | OrderFields.StopPx | OrderFields.ExpireTime;

    private const OrderFields Instructions = OrderFields.TimeInForce | OrderFields.ExecInst | OrderFields.MaxFloor;

    private const OrderFields CancelTerms = OrderFields.Symbol | OrderFields.Side | OrderFields.TransactTime |
        OrderFields.OrderQty;

    /// <summary>FIX 4.2, where HandlInst(21) is required and mass requests are not known.</summary>
    public static VenueDialect Fix42 { get; } = new()
    {
        Name = "FIX.4.2",
        BeginString = "FIX.4.2",
        OrderTypes = [OrderType.Market, OrderType.Limit, OrderType.Stop, OrderType.StopLimit],
        TimesInForce =
        [
            TimeInForce.Day, TimeInForce.GoodTillCancel, TimeInForce.ImmediateOrCancel, TimeInForce.FillOrKill,
            TimeInForce.GoodTillDate, TimeInForce.AtTheOpening,
        ],
        NewOrder = Terms | OrderFields.HandlInst | OrderFields.Account | Instructions,
        Cancel = CancelTerms | OrderFields.Account,
        Replace = Terms | OrderFields.HandlInst | OrderFields.Account | Instructions,
        StatusRequest = OrderFields.Symbol | OrderFields.Side | OrderFields.Account,
    };

    /// <summary>FIX 4.4; of the fields of later versions those that venues take as user-defined ones.</summary>
    public static VenueDialect Fix44 { get; } = new()
    {
        Name = "FIX.4.4",
        BeginString = "FIX.4.4",
        NewOrder = Terms | OrderFields.Account | Instructions | OrderFields.PositionEffect |
            OrderFields.SelfTrade,
        Cancel = CancelTerms | OrderFields.Account,
        Replace = Terms | OrderFields.Account | Instructions | OrderFields.PositionEffect |
            OrderFields.SelfTrade,
        StatusRequest = OrderFields.Symbol | OrderFields.Side | OrderFields.Account,
        EchoesStatusReqId = true,
        HasMassStatusRequest = true,
        HasMassCancel = true,
        HasPositions = true,
        HasTradeCapture = true,
    };

    /// <summary>
    /// FIX 5.0 SP2 over FIXT 1.1: the requests of 4.4, with DisplayQty(1138) for MaxFloor(111), and with what triggers.
    /// </summary>
    public static VenueDialect Fix50Sp2 { get; } = Fix44 with
    {
        Name = "FIX.5.0SP2",
        BeginString = "FIXT.1.1",
        NewOrder = (Fix44.NewOrder & ~OrderFields.MaxFloor) | OrderFields.DisplayQty | OrderFields.TriggerPriceType,
        Replace = (Fix44.Replace & ~OrderFields.MaxFloor) | OrderFields.DisplayQty | OrderFields.TriggerPriceType,
        ApplVerId = '9',
    };

    /// <summary>
    /// cTrader: FIX 4.4 with numbers for symbols, tickets for positions, and neither ExecID(17) nor pending states.
    /// </summary>
    public static VenueDialect CTrader { get; } = new()
    {
        Name = "cTrader",
        BeginString = "FIX.4.4",
        OrderTypes = [OrderType.Market, OrderType.Limit, OrderType.Stop],
        TimesInForce = [TimeInForce.GoodTillCancel, TimeInForce.ImmediateOrCancel, TimeInForce.GoodTillDate],
        NewOrder = Terms | OrderFields.PositionTicket,
        Cancel = OrderFields.None,
        Replace = OrderFields.OrderQty | OrderFields.Price | OrderFields.StopPx | OrderFields.ExpireTime,
        StatusRequest = OrderFields.Side,
        HasMassStatusRequest = true,
        HasPositions = true,
        HasExecId = false,
        HasPendingStates = false,
        SymbolsAreIds = true,
        AsksPositionsByTicketOnly = true,
        ResetsOnLogon = true,
        OrderSubId = "TRADE",
        MarketDataSubId = "QUOTE",
    };

    public static IReadOnlyList<VenueDialect> All { get; } = [Fix42, Fix44, Fix50Sp2, CTrader];

    public required string Name { get; init; }

    /// <summary>BeginString(8) of the session.</summary>
    public required string BeginString { get; init; }

    /// <summary>DefaultApplVerID(1137) of the session; 0 before FIXT.</summary>
    public char ApplVerId { get; init; }

    /// <summary>What NewOrderSingle(D) carries.</summary>
    public required OrderFields NewOrder { get; init; }

    /// <summary>What OrderCancelRequest(F) carries.</summary>
    public required OrderFields Cancel { get; init; }

    /// <summary>What OrderCancelReplaceRequest(G) carries.</summary>
    public required OrderFields Replace { get; init; }

    /// <summary>What OrderStatusRequest(H) carries.</summary>
    public required OrderFields StatusRequest { get; init; }

    /// <summary>Types of order that it has a word for; whether a venue takes them is another question.</summary>
    public IReadOnlyList<OrderType> OrderTypes { get; init; } =
    [
        OrderType.Market, OrderType.Limit, OrderType.Stop, OrderType.StopLimit, OrderType.MarketToLimit,
        OrderType.MarketIfTouched, OrderType.LimitIfTouched,
    ];

    /// <summary>Times in force that it has a word for.</summary>
    public IReadOnlyList<TimeInForce> TimesInForce { get; init; } =
    [
        TimeInForce.Day, TimeInForce.GoodTillCancel, TimeInForce.ImmediateOrCancel, TimeInForce.FillOrKill,
        TimeInForce.GoodTillDate, TimeInForce.AtTheOpening, TimeInForce.AtTheClose,
    ];

    /// <summary>Whether orders can say what they must not meet.</summary>
    public bool HasSelfTradeTags => (NewOrder & OrderFields.SelfTrade) != OrderFields.None;

    /// <summary>
    /// OrderStatusRequest(H) has StatusReqID(790), which its answer repeats: it tells the order also where the venue
    /// names it otherwise.
    /// </summary>
    public bool EchoesStatusReqId { get; init; }

    /// <summary>OrderMassStatusRequest(AF) is known.</summary>
    public bool HasMassStatusRequest { get; init; }

    /// <summary>OrderMassCancelRequest(q) is known.</summary>
    public bool HasMassCancel { get; init; }

    /// <summary>RequestForPositions(AN) is known.</summary>
    public bool HasPositions { get; init; }

    /// <summary>Orders can name the leg of a hedging account that they open or close.</summary>
    public bool NamesLegs => (NewOrder & OrderFields.PositionEffect) != OrderFields.None;

    /// <summary>TradeCaptureReportRequest(AD) is known, and names executions as their reports do.</summary>
    public bool HasTradeCapture { get; init; }

    /// <summary>RequestForPositions(AN) needs its id alone, and may name a ticket.</summary>
    public bool AsksPositionsByTicketOnly { get; init; }

    /// <summary>False where fills must be told apart by (OrderID(37), CumQty(14)).</summary>
    public bool HasExecId { get; init; } = true;

    /// <summary>False where a request is answered by its outcome alone.</summary>
    public bool HasPendingStates { get; init; } = true;

    /// <summary>Symbol(55) is a number of the venue's; SecurityList(y) says which name it stands for.</summary>
    public bool SymbolsAreIds { get; init; }

    /// <summary>Sequence numbers start anew with each logon: what was missed must be asked for, not resent.</summary>
    public bool ResetsOnLogon { get; init; }

    /// <summary>SenderSubID(50) and TargetSubID(57) of the session for orders; empty for none.</summary>
    public string OrderSubId { get; init; } = "";

    /// <summary>SenderSubID(50) and TargetSubID(57) of the session for market data; empty for none.</summary>
    public string MarketDataSubId { get; init; } = "";

    /// <summary>The dialect of this name, in whatever case.</summary>
    /// <exception cref="ArgumentException">There is none; the message lists those there are.</exception>
    public static VenueDialect ByNameOrThrow(string name)
    {
        string known = "";
        foreach (VenueDialect dialect in All)
        {
            if (string.Equals(dialect.Name, name, StringComparison.OrdinalIgnoreCase))
                return dialect;

            known += (known.Length == 0 ? "" : ", ") + dialect.Name;
        }

        throw new ArgumentException($"no such FIX dialect: name={name}; use one of {known}");
    }
}
