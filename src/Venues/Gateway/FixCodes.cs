using LowLatencyEngine.Model;

namespace LowLatencyEngine.Venues.Gateway;

/// <summary>The characters of FIX 4.4 for our enums. Source: FIX 4.4 Volume 6.</summary>
internal static class FixCodes
{
    public static char Of(Side side) => side == Side.Buy ? '1' : '2';

    /// <summary>
    /// OrdType(40). FIX has no code of its own for a limit if touched: venues that take one know it by its Price(44).
    /// </summary>
    public static char Of(OrderType type) => type switch
    {
        OrderType.Market => '1',
        OrderType.Stop => '3',
        OrderType.StopLimit => '4',
        OrderType.MarketIfTouched or OrderType.LimitIfTouched => 'J',
        OrderType.MarketToLimit => 'K',
        _ => '2',
    };

    public static char Of(TimeInForce timeInForce) => timeInForce switch
    {
        TimeInForce.GoodTillCancel => '1',
        TimeInForce.ImmediateOrCancel => '3',
        TimeInForce.FillOrKill => '4',
        TimeInForce.GoodTillDate => '6',
        TimeInForce.AtTheOpening => '2',
        TimeInForce.AtTheClose => '7',
        _ => '0',
    };

    /// <summary>TriggerPriceType(1107): best offer, best bid, mid or last trade.</summary>
    public static char Of(TriggerSource source, Side side) => source switch
    {
        TriggerSource.Quote => side == Side.Buy ? '1' : '3',
        TriggerSource.Mid => '6',
        _ => '2',
    };

    /// <summary>TriggerPriceType(1107); None where there is no such code, or it is of the other side.</summary>
    public static TriggerSource TriggerSourceOf(byte code, Side side) => (char)code switch
    {
        '1' when side == Side.Buy => TriggerSource.Quote,
        '3' when side == Side.Sell => TriggerSource.Quote,
        '2' => TriggerSource.Last,
        '6' => TriggerSource.Mid,
        _ => TriggerSource.None,
    };

    /// <summary>OrdType(40); None where there is no such code.</summary>
    public static OrderType TypeOf(byte code, bool hasPrice) => (char)code switch
    {
        '1' => OrderType.Market,
        '2' => OrderType.Limit,
        '3' => OrderType.Stop,
        '4' => OrderType.StopLimit,
        'J' => hasPrice ? OrderType.LimitIfTouched : OrderType.MarketIfTouched,
        'K' => OrderType.MarketToLimit,
        _ => OrderType.None,
    };

    /// <summary>TimeInForce(59); None where there is no such code.</summary>
    public static TimeInForce TimeInForceOf(byte code) => (char)code switch
    {
        '0' => TimeInForce.Day,
        '1' => TimeInForce.GoodTillCancel,
        '2' => TimeInForce.AtTheOpening,
        '3' => TimeInForce.ImmediateOrCancel,
        '4' => TimeInForce.FillOrKill,
        '6' => TimeInForce.GoodTillDate,
        '7' => TimeInForce.AtTheClose,
        _ => TimeInForce.None,
    };

    /// <summary>Side(54); None where it is neither buy nor a kind of sell.</summary>
    public static Side SideOf(byte code) => (char)code switch
    {
        '1' => Side.Buy,
        '2' or '5' or '6' => Side.Sell,
        _ => Side.None,
    };

    /// <summary>ExecType(150), with FIX 4.2's partial and full fill; None where there is no such code.</summary>
    public static ExecType ExecTypeOf(byte code) => (char)code switch
    {
        '0' => ExecType.New,
        '1' or '2' or 'F' => ExecType.Trade,
        '3' => ExecType.DoneForDay,
        '4' => ExecType.Canceled,
        '5' => ExecType.Replaced,
        '6' => ExecType.PendingCancel,
        '7' or 'B' or 'E' => ExecType.Other,
        '8' => ExecType.Rejected,
        '9' => ExecType.Suspended,
        'A' => ExecType.PendingNew,
        'C' => ExecType.Expired,
        'D' => ExecType.Restated,
        'G' => ExecType.TradeCorrect,
        'H' => ExecType.TradeCancel,
        'I' => ExecType.OrderStatus,
        'L' => ExecType.Triggered,
        _ => ExecType.None,
    };

    /// <summary>ExecTransType(20) of FIX 4.2: what it makes of the kind of a report.</summary>
    public static ExecType ExecTypeOf(byte transaction, ExecType reported) => (char)transaction switch
    {
        '1' => ExecType.TradeCancel,
        '2' => ExecType.TradeCorrect,
        '3' => ExecType.OrderStatus,
        _ => reported,
    };

    /// <summary>OrdStatus(39); None where there is no such code.</summary>
    public static OrderStatus StatusOf(byte code) => (char)code switch
    {
        '0' => OrderStatus.New,
        '1' => OrderStatus.PartiallyFilled,
        '2' => OrderStatus.Filled,
        '4' => OrderStatus.Canceled,
        '6' => OrderStatus.PendingCancel,
        '8' => OrderStatus.Rejected,
        'A' => OrderStatus.PendingNew,
        'C' => OrderStatus.Expired,
        'E' => OrderStatus.PendingReplace,
        '9' => OrderStatus.Suspended,
        '3' or '5' or '7' or 'B' or 'D' => OrderStatus.Other,
        _ => OrderStatus.None,
    };
}
