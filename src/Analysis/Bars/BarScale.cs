using LowLatencyEngine.Model;

namespace LowLatencyEngine.Analysis.Bars;

/// <summary>
/// From ticks and lots to the doubles of statistics: the double nearest to the decimal, as reading its text would give,
/// while ticks times unit stay below 2^53. Immutable; allocates nothing.
/// </summary>
public readonly struct BarScale
{
    private readonly double _priceUnit;
    private readonly double _priceDivisor;
    private readonly double _qtyUnit;
    private readonly double _qtyDivisor;

    public BarScale(in DecimalScale price, in DecimalScale qty)
    {
        _priceUnit = price.Unit;
        _priceDivisor = PowerOfTen(price.Decimals);
        _qtyUnit = qty.Unit;
        _qtyDivisor = PowerOfTen(qty.Decimals);
    }

    /// <summary>Leaves ticks and lots as they are.</summary>
    public static BarScale Steps { get; } = new(new DecimalScale(1, 0), new DecimalScale(1, 0));

    public double ToPrice(long priceTicks) => priceTicks * _priceUnit / _priceDivisor;

    public double ToQty(long qtyLots) => qtyLots * _qtyUnit / _qtyDivisor;

    // Exact up to 10^18, unlike a power of the C library.
    private static double PowerOfTen(int exponent)
    {
        long power = 1;
        for (int i = 0; i < exponent; i++)
            power = checked(power * 10);

        return power;
    }
}
