namespace LowLatencyEngine.Model;

/// <summary>
/// What is traded, fixed at start. Prices are ticks of <see cref="Price"/>, quantities lots of <see cref="Qty"/>, and
/// money is ticks times lots: one unit of it is worth tick * lot * multiplier of <see cref="Currency"/>.
/// </summary>
/// <param name="Index">Dense index into the <see cref="InstrumentTable"/>.</param>
/// <param name="Symbol">Our name, and Symbol(55) towards the broker.</param>
/// <param name="VenueSymbol">The market data venue's name, upper case ("BTCUSDT").</param>
/// <param name="Currency">Of price and profit ("USDT").</param>
/// <param name="Price">Tick.</param>
/// <param name="Qty">Lot.</param>
/// <param name="Multiplier">Contract value per unit of quantity; 1 for spot.</param>
public sealed record Instrument(
    int Index,
    string Symbol,
    string VenueSymbol,
    string Currency,
    DecimalScale Price,
    DecimalScale Qty,
    long Multiplier)
{
    /// <summary>Step of money (ticks times lots), for texts. Exact: the product of tick, lot and multiplier.</summary>
    public DecimalScale Money { get; } =
        new(checked(Price.Unit * Qty.Unit * Multiplier), Price.Decimals + Qty.Decimals);
}
