using LowLatencyEngine.Model;

namespace LowLatencyEngine.Risk;

/// <summary>
/// Numbers of a refusal as its limit is written: quantities, prices and money as decimals, times in milliseconds. What
/// is counted, and what may be ticks or basis points, stays a whole number, as such limits are. Allocates.
/// </summary>
/// <param name="Scope">Whose limit it is.</param>
/// <param name="Instrument">Of the order; without it every number stays as it is counted.</param>
public readonly record struct DenialUnits(RiskScope Scope, Instrument? Instrument)
{
    private static readonly DecimalScale Micros = new(1, 6);
    private static readonly DecimalScale Milliseconds = new(1, 6);

    /// <summary>The number as text.</summary>
    public string Of(RiskVerdict verdict, long value)
    {
        bool isInstrument = Scope == RiskScope.Instrument;
        return Instrument is null ? $"{value}" : verdict switch
        {
            RiskVerdict.OrderQtyOutOfRange or RiskVerdict.QtyStep => Instrument.Qty.ToString(value),
            RiskVerdict.PriceStep or RiskVerdict.PriceOutOfRange or RiskVerdict.PriceOutsideDynamicBand or
                RiskVerdict.SelfTrade => Instrument.Price.ToString(value),
            RiskVerdict.NotionalTooSmall => Instrument.Money.ToString(value),
            RiskVerdict.NotionalLimit => isInstrument ? Instrument.Money.ToString(value) : Micros.ToString(value),
            RiskVerdict.VolumeWindowLimit => isInstrument ? Instrument.Qty.ToString(value) : Micros.ToString(value),
            RiskVerdict.CreditLimit or RiskVerdict.GrossExposureLimit or RiskVerdict.NetExposureLimit or
                RiskVerdict.ClusterLimit or RiskVerdict.MarginLimit or RiskVerdict.VolatilityLimit or
                RiskVerdict.StressLimit or RiskVerdict.SensitivityLimit => Micros.ToString(value),
            RiskVerdict.ReferenceStale or RiskVerdict.SignalStale => $"{Milliseconds.ToString(value)}ms",
            _ => $"{value}",
        };
    }

    /// <summary>A quantity of the order's instrument as text.</summary>
    public string OfLots(long lots) => Instrument?.Qty.ToString(lots) ?? $"{lots}";
}
